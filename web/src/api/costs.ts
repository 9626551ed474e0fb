import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client.ts";
import type { BillAnswerView, BillExportDraft, BillLinesQuestion, BillQuestion, BillTableView } from "./types.ts";

/** Milliseconds for which an answer is taken as it is; live events say when bills have changed before. */
const FRESH_MS = 60_000;

export const costKeys = {
  all: ["costs"] as const,
  catalogue: ["costs", "catalogue"] as const,
  answer: (question: BillQuestion | null) => ["costs", "answer", question] as const,
  lines: (question: BillLinesQuestion) => ["costs", "lines", question] as const,
};

/** An answer with what was asked: what is drawn may be older than what is asked now. */
export interface Answered {
  question: BillQuestion;
  answer: BillAnswerView;
}
export interface AnsweredLines {
  question: BillLinesQuestion;
  table: BillTableView;
}

/** Which months there are, and what they can be asked by. */
export const billCatalogue = queryOptions({
  queryKey: costKeys.catalogue,
  queryFn: ({ signal }) => call(api.GET("/bills", { signal })),
  staleTime: FRESH_MS,
});

export const billAnswer = (question: BillQuestion) =>
  queryOptions({
    queryKey: costKeys.answer(question),
    queryFn: async ({ signal }): Promise<Answered> => ({
      question,
      answer: await call(api.POST("/bills/questions", { body: question, signal })),
    }),
    staleTime: FRESH_MS,
  });

export const billLines = (question: BillLinesQuestion) =>
  queryOptions({
    queryKey: costKeys.lines(question),
    queryFn: async ({ signal }): Promise<AnsweredLines> => ({
      question,
      table: await call(api.POST("/bills/lines", { body: question, signal })),
    }),
    staleTime: FRESH_MS,
  });

/** A file of sums or lines. */
export const exportBills = (body: BillExportDraft): Promise<Blob> => call(api.POST("/bills/export", { body, parseAs: "blob" }));
