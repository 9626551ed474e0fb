import { expect, test } from "vitest";
import { problem } from "../test/fake-api.ts";
import type { Failure } from "./failure.ts";
import { bannerOf, fieldError, treatmentOf } from "./problem.ts";
import type { Problem } from "./types.ts";

const failure = (status: number, ...rest: Parameters<typeof problem> extends [number, ...infer R] ? R : never): Failure => ({
  kind: "problem",
  status,
  problem: problem(status, ...rest).body as Problem,
});
const field = { path: "/account_id", code: "account_id_invalid", detail: "Expected 12 digits." } as const;

test("a field's error is found whether the path is a pointer or a name", () => {
  const pointer = failure(422, "account_id_invalid", { fields: [field] });
  const name = failure(422, "account_id_invalid", { fields: [{ ...field, path: "account_id" }] });
  expect(fieldError(pointer, "account_id")).toBe("Expected 12 digits.");
  expect(fieldError(name, "account_id")).toBe("Expected 12 digits.");
  expect(fieldError(pointer, "name")).toBeUndefined();
});

test("a problem that the fields say in full needs no banner", () => {
  expect(bannerOf(failure(422, "account_id_invalid", { fields: [field] }), ["account_id"])).toBeNull();
});

test("a problem about a field that is not on the page is shown as a banner", () => {
  const about = failure(422, "account_id_invalid", { fields: [field] });
  expect(bannerOf(about, ["name"])).toBe(about);
});

test("a problem of a field without saying which is shown as a banner", () => {
  const vague = failure(422, "region_invalid");
  expect(bannerOf(vague, ["region"])).toBe(vague);
});

test("duplicates are banners even when they name their field", () => {
  const taken = failure(409, "account_id_taken", { fields: [field] });
  expect(bannerOf(taken, ["account_id"])).toBe(taken);
});

test("no server is a banner", () => {
  const gone: Failure = { kind: "unreachable", detail: "Failed to fetch" };
  expect(bannerOf(gone, ["name"])).toBe(gone);
});

test("a code of a newer server is shown, not swallowed", () => {
  expect(treatmentOf("a_code_of_tomorrow" as Problem["code"])).toBe("banner");
});
