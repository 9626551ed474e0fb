import type { ParameterView } from "../../api/types.ts";

/** The stack's parameter with the keys that Landfast may write; only the account's owner says which. */
export const TAG_KEYS = "WritableTagKeys";

/** Whether tags may be written and no key is said yet: until one is, the role may write none. */
export function asksForTagKeys(parameters: readonly ParameterView[]): boolean {
  const value = (wanted: string) => parameters.find(({ name }) => name === wanted)?.value;
  return value("TagAccess") === "write" && value(TAG_KEYS) === "";
}

/** Keys as people type them, as CloudFormation reads a list: commas and nothing else between them. */
export const tidyKeys = (typed: string): string => 
  typed.split(",").map((key) => key.trim()).filter((key) => key !== "").join(",");

/** The link of the create stack page with the keys filled in; the link itself while there are none. */
export function withTagKeys(url: string, typed: string): string {
  const keys = tidyKeys(typed);
  return keys === "" ? url : `${url}&param_${TAG_KEYS}=${encodeURIComponent(keys)}`;
}
