import { expect, it } from "vitest";
import type { Failure } from "../../api/failure.ts";
import type { Problem } from "../../api/types.ts";
import { problem } from "../../test/fake-api.ts";
import { capProblem, draftOf, EMPTY, inputOf, NO_CAP, tidyAmount } from "./draft.ts";
import { bannerAt, errorAt } from "./form-errors.ts";
import { contract, ofNone, PAYER, rules } from "../../test/commitments.ts";

it.each([
  ["1,000,000", "1000000"],
  ["1 000 000.50", "1000000.50"],
  ["1'000'000", "1000000"],
  ["12,34", "12,34"],
  ["1.000.000,00", "1.000.000,00"],
  [" five million ", "five million"],
])("%s is sent as %s", (typed, sent) => {
  expect(tidyAmount(typed)).toBe(sent);
});

it("leaves to the server what is as usual", () => {
  const draft = { ...EMPTY, name: " EDP ", currency: "usd", starts: "2026-01-01", years: ["1,000,000", "2000000"], payers: ["0123-4567-8901"] };
  expect(inputOf(draft)).toEqual({ name: "EDP", currency: "USD", starts: "2026-01-01", years: ["1000000", "2000000"], payers: [PAYER] });
});

it("sends what was chosen with where the contract says it, and without where it does not", () => {
  const draft = {
    ...EMPTY,
    basis: { value: "unblended" as const, source: " 2.1 " },
    charges: { ...EMPTY.charges, support: { value: true, source: "" }, tax: { value: false, source: "4" } },
    cap: { value: NO_CAP, source: "" },
    sellers: { value: ["Northlight"], source: "C" },
  };
  expect(inputOf(draft).rules).toEqual({
    basis: { value: "unblended", source: "2.1" },
    charges: { ...ofNone(), support: { counts: true }, tax: { counts: false, source: "4" } },
    marketplace_cap: { percent: null },
    marketplace_sellers: { names: ["Northlight"], source: "C" },
  });
});

it("a contract that is opened and saved again is sent as it is", () => {
  const own = rules({ marketplace_cap: { percent: 40, is_default: false, source: "7" }, marketplace_sellers: { names: null, is_default: false, source: "8" } });
  expect(inputOf(draftOf(contract({ rules: own })))).toEqual({
    name: "EDP 2026", currency: "USD", starts: "2026-01-01", years: ["1000000", "2000000"], payers: [PAYER],
    rules: { marketplace_cap: { percent: 40, source: "7" }, marketplace_sellers: { names: null, source: "8" } },
  });
  expect(inputOf(draftOf(contract()))).not.toHaveProperty("rules");
});

it("a limit that is no number is never sent: nothing would come of it but no limit", () => {
  const of = (value: string | null) => capProblem({ ...EMPTY, cap: { value, source: "" } });
  expect([of(null), of(NO_CAP), of("0"), of("100"), of(" 25 ")]).toEqual([null, null, null, null, null]);
  for (const value of ["", "101", "a quarter", "2.5", "-1"]) expect(of(value)).toContain("from 0 to 100");
});

const refused = (fields: { path: string; detail: string }[], code = "commitment_invalid"): Failure => ({
  kind: "problem", status: 422,
  problem: problem(422, code as Problem["code"], { fields: fields.map((one) => ({ ...one, code: code as Problem["code"] })) }).body as Problem,
});

it("a refusal is said at its field, however its place is written", () => {
  for (const path of ["years/1", "/years/1", "$.years[1]", "years.1"]) {
    expect(errorAt(refused([{ path, detail: "Not an amount." }]), "years", "1")).toBe("Not an amount.");
    expect(errorAt(refused([{ path, detail: "Not an amount." }]), "years", "0")).toBeUndefined();
    expect(bannerAt(refused([{ path, detail: "Not an amount." }]))).toBeNull();
  }
  expect(errorAt(refused([{ path: "/rules/charges/tax/source", detail: "Too long." }]), "rules/charges", "tax/source")).toBe("Too long.");
});

it("what no field says is a banner", () => {
  const elsewhere = refused([{ path: "workspace", detail: "Full." }]);
  expect(bannerAt(elsewhere)).toBe(elsewhere);
  expect(bannerAt(refused([{ path: "name", detail: "Taken." }], "commitment_name_taken"))).toBeNull();
  const nothing = refused([]);
  expect(bannerAt(nothing)).toBe(nothing);
});
