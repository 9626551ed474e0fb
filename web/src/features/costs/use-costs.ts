import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { createContext, use, useCallback, useMemo, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { type Answered, billAnswer } from "../../api/costs.ts";
import type { BillQuestion } from "../../api/types.ts";
import type { PageState } from "../../app/page.tsx";
import { useNow } from "../../ui/use-now.ts";
import { addressOf, type CostsState, readState } from "./address.ts";

/** Whoever changes a control goes on where they are. */
const HERE: PageState = { keepFocus: true };

/** What the page shows, from its address, and how it is changed. */
export function useCosts() {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const state = useMemo(() => readState(query), [query]);
  /** A step that the back button takes back, but for how the same numbers are shown. */
  const change = useCallback(
    (more: Partial<CostsState>) => {
      const isOnlyLook = Object.keys(more).every((key) => key === "page" || key === "sorting" || key === "isExact");
      void navigate(addressOf({ ...state, page: 1, ...more }), { replace: isOnlyLook, state: HERE });
    },
    [navigate, state],
  );
  return { state, change };
}

/** The day in UTC, as bills count. */
export const useToday = (): string => new Date(useNow(60_000)).toISOString().slice(0, 10);

/** What is drawn: the last good answer, also while the next one is on its way or has failed. */
export interface Kept<T> {
  data: T | undefined;
  /** What is drawn is not the answer to what is asked now. */
  isOlder: boolean;
  isLoading: boolean;
  error: Error | null;
  retry: () => void;
}

export function useKept<T>(query: UseQueryResult<T>): Kept<T> {
  const [last, setLast] = useState<T | undefined>(query.data);
  if (query.data !== undefined && query.data !== last) setLast(query.data);
  return {
    data: query.data ?? last,
    isOlder: query.isPlaceholderData || (query.data === undefined && last !== undefined),
    isLoading: query.isFetching,
    error: query.error,
    retry: () => void query.refetch(),
  };
}

/** The answer to a question, with what was asked. */
export function useAnswer(question: BillQuestion, isAsked = true): Kept<Answered> {
  return useKept(useQuery({ ...billAnswer(question), enabled: isAsked, placeholderData: keepPreviousData }));
}

/** What accounts are called, by their ids. */
export const AccountNames = createContext<Readonly<Record<string, string>>>({});
export const useAccountNames = () => use(AccountNames);
