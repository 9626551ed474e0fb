import { useQuery } from "@tanstack/react-query";
import { session } from "../api/session.ts";

/** To be spread on a button that changes something; empty for those who may. */
export interface Permit {
  disabled?: true;
  disabledReason?: string;
}

const READER: Permit = {
  disabled: true,
  disabledReason: "You are a reader of this workspace: you see everything and change nothing. Ask an operator to do it.",
};
const OPERATOR: Permit = {};

/**
 * Whether the person may change what belongs to the workspace as a whole. What can be done with an account or a
 * step is in its own `actions`; the server decides in any case.
 */
export function usePermit(): Permit {
  // Never asked for here: the shell is drawn with it, and pages are drawn in the shell.
  const { data } = useQuery({ ...session, enabled: false });
  return data?.role === "reader" ? READER : OPERATOR;
}
