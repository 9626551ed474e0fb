import type { Failure } from "./failure.ts";
import type { FieldProblem, Problem, ProblemCode } from "./types.ts";

/** What the console does with a problem. The words are the server's. */
export type Treatment =
  /** Shown at the field the person can mend. */
  | "field"
  /** Shown as a banner over the form: it is about the whole of it. */
  | "banner"
  /** The person must sign in; the page that was open is kept. */
  | "sign_in"
  /** The thing is not there (any more): the page says so and leads back. */
  | "gone"
  /** Trying again can help. */
  | "retry";

/** The treatment of each code. A code that is added to the contract breaks the build here. */
export function treatmentOf(code: ProblemCode): Treatment {
  switch (code) {
    case "account_id_invalid":
    case "account_ids_invalid":
    case "account_name_invalid":
    case "region_invalid":
    case "method_unknown":
    case "choices_invalid":
    case "access_key_id_invalid":
    case "access_key_temporary":
    case "secret_access_key_invalid":
    case "member_role_invalid":
    case "role_arn_invalid":
    case "role_arn_other_account":
    case "role_arn_other_partition":
    case "password_too_weak":
    case "email_invalid":
    case "token_expiry_invalid":
    case "owner_link_expiry_invalid":
    case "workspace_name_taken":
    case "workspace_name_invalid":
    case "token_name_invalid":
    case "webhook_name_invalid":
    case "webhook_url_invalid":
    case "webhook_kinds_invalid":
    case "commitment_invalid":
    case "commitment_name_taken":
      return "field";
    case "account_id_taken":
    case "account_name_taken":
    case "action_not_allowed":
    case "trust_unknown":
    case "issuer_unavailable":
    case "access_remains":
    case "method_disabled":
    case "step_not_applicable":
    case "sign_in_failed":
    case "too_many_attempts":
    case "forbidden":
    case "one_time_link_invalid":
    case "owner_link_invalid":
    case "user_exists":
    case "last_operator":
    case "webhook_limit":
    case "template_unpublished":
    case "bill_question_invalid":
    case "bill_question_too_large":
    case "body_invalid":
    case "body_too_large":
    case "method_not_allowed":
      return "banner";
    case "sign_in_required":
      return "sign_in";
    case "account_not_found":
    case "step_not_found":
    case "check_not_found":
    case "receipt_not_found":
    case "permit_not_found":
    case "activation_not_found":
    case "workspace_not_found":
    case "user_not_found":
    case "token_not_found":
    case "owner_link_not_found":
    case "work_not_found":
    case "webhook_not_found":
    case "delivery_not_found":
    case "commitment_not_found":
    case "not_found":
      return "gone";
    case "cursor_invalid":
    case "identity_unavailable":
    case "callback_unreadable":
    case "secret_key_unusable":
    case "unavailable":
    case "internal":
      return "retry";
    default:
      return unknownCode(code);
  }
}

/** A newer server may know more codes than this console: such a problem is shown as a banner. */
function unknownCode(code: never): Treatment {
  code satisfies never;
  return "banner";
}

/** What the server says about one field, or `undefined`; `path` as in the request's body. */
export function fieldError(failure: Failure | null, path: string): string | undefined {
  if (failure?.kind !== "problem") return undefined;
  return failure.problem.fields.find((field) => leaf(field) === path)?.detail;
}

/** The part of a failure that no field of `shown` takes; `null` when the fields say all of it. */
export function bannerOf(failure: Failure | null, shown: readonly string[]): Failure | null {
  if (failure?.kind !== "problem") return failure;
  if (treatmentOf(failure.problem.code) !== "field") return failure;
  const everyFieldShown =
    failure.problem.fields.length > 0 && failure.problem.fields.every((field) => shown.includes(leaf(field)));
  return everyFieldShown ? null : failure;
}

/** Codes that say who or what already has the value, with the word for the value. */
export function duplicateOf(problem: Problem): "account id" | "name" | null {
  if (problem.code === "account_id_taken") return "account id";
  return problem.code === "account_name_taken" ? "name" : null;
}

/** Paths may come as JSON pointers (`/name`) or bare names. */
function leaf(field: FieldProblem): string {
  return field.path.replace(/^[/$.]+/, "");
}
