import { failureOf } from "../../api/failure.ts";

interface Action {
  error: Error | null;
  submittedAt: number;
}

/**
 * Why an action failed, for as long as it is true: that the server does not answer is over once it has answered.
 *
 * @param asOf when the server last answered, in milliseconds since 1970
 */
export function standing({ error, submittedAt }: Action, asOf: number): Error | null {
  const isOver = error !== null && failureOf(error).kind === "unreachable" && submittedAt < asOf;
  return isOver ? null : error;
}
