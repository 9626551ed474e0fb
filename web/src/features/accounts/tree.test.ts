import { expect, test } from "vitest";
import { account } from "../../test/samples.ts";
import { accountTree, matches, NO_FILTER } from "./tree.ts";

const payer = account({ account_id: "111111111111", name: "Group", kind: "payer" });
const linked = account({ account_id: "222222222222", name: "Shop", kind: "linked", payer: "111111111111", payer_registered: true });
const orphan = account({ account_id: "333333333333", name: "Bought", kind: "linked", payer: "999999999999", status: "active" });

test("a linked account stands under its payer", () => {
  const rows = accountTree([linked, payer]);
  expect(rows.find((row) => row.id === linked.account_id)?.parent).toBe(payer.account_id);
  expect(rows).toHaveLength(2);
});

test("a payer that nobody registered gets one row for all that name it", () => {
  const rows = accountTree([orphan, { ...orphan, account_id: "444444444444" }]);
  expect(rows.filter((row) => row.type === "missing_payer")).toEqual([
    { type: "missing_payer", id: "999999999999", parent: null, payer: "999999999999", linked: 2 },
  ]);
});

test("a registered payer that a search left out is not called unregistered", () => {
  expect(accountTree([linked])[0]?.type).toBe("hidden_payer");
});

test("a payer that names itself is no child of its own", () => {
  expect(accountTree([{ ...payer, payer: payer.account_id }])[0]?.parent).toBeNull();
});

const rowOf = (id: string) => {
  const row = accountTree([payer, linked, orphan]).find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return row;
};

test.each([
  ["a part of the name in any case", { ...NO_FILTER, text: "sHo" }, true],
  ["the id with hyphens", { ...NO_FILTER, text: "2222-2222-2222" }, true],
  ["another id", { ...NO_FILTER, text: "333" }, false],
  ["its kind", { ...NO_FILTER, kind: "linked" as const }, true],
  ["another kind", { ...NO_FILTER, kind: "payer" as const }, false],
  ["another status", { ...NO_FILTER, status: "active" as const }, false],
])("filter: %s", (_name, filter, expected) => {
  expect(matches(rowOf("222222222222"), filter)).toBe(expected);
});
