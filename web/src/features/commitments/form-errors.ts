import type { Failure } from "../../api/failure.ts";
import { bannerOf } from "../../api/problem.ts";

/** The parts of a body that the form has a field for; what is within one is said at it. */
const PARTS = ["name", "currency", "starts", "years", "payers", "rules/basis", "rules/charges", "rules/marketplace_cap", "rules/marketplace_sellers", "rules"] as const;
export type Part = (typeof PARTS)[number];

/** `/years/0`, `$.years[0]` and `years.0` are the same place. */
const placeOf = (path: string): string => path.replace(/^[/$.]+/, "").replace(/[[\].]+/g, "/").replace(/\/+$/, "");

const partOf = (path: string): Part | undefined => PARTS.find((part) => placeOf(path) === part || placeOf(path).startsWith(`${part}/`));

/**
 * What the server says about a part, each sentence once.
 *
 * @param within the place in the part that is meant, such as `0` for the first year; left out for all of it
 */
export function errorAt(failure: Failure | null, part: Part, within?: string): string | undefined {
  if (failure?.kind !== "problem") return undefined;
  const found = failure.problem.fields.filter(({ path }) => partOf(path) === part && (within === undefined || placeOf(path) === `${part}/${within}`));
  const words = [...new Set(found.map(({ detail }) => detail))].join(" ");
  return words === "" ? undefined : words;
}

/** What no field says. */
export function bannerAt(failure: Failure | null): Failure | null {
  if (failure?.kind !== "problem") return failure;
  const known = failure.problem.fields.filter(({ path }) => partOf(path) !== undefined).map(({ path }) => path.replace(/^[/$.]+/, ""));
  return bannerOf(failure, known);
}
