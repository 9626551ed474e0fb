import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { BillLinesQuestion } from "../../api/types.ts";
import { fakeApi } from "../../test/fake-api.ts";
import { renderPiece } from "../../test/render.tsx";
import { START } from "./address.ts";
import { chosenColumns, columnName, keepColumns, tagsIn } from "./line-columns.ts";
import { LinesView } from "./LinesView.tsx";

const columns = [
  { name: "day", kind: "day" }, { name: "service", kind: "text" }, { name: "unblended", kind: "decimal with 12 decimals" },
  { name: "tags", kind: "map" }, { name: "operation", kind: "text" },
];
const table = (is_cut: boolean) => ({ columns, is_cut, rows: [["2026-11-01", "Compute", "-1234.500000000001", '{"team":"web","env":"prod"}', "RunInstances"], ["2026-11-02", null, "0", "{}", null]] });

test("lines have every digit, readable tags, and pages as long as there are more", async () => {
  const pages: number[] = [];
  const sent = fakeApi({ "POST /bills/lines": ({ body }) => table((body as BillLinesQuestion).skip === 0) });
  renderPiece(<LinesView state={{ ...START, view: "lines" }} today="2026-11-21" onChange={({ page }) => { pages.push(page ?? 0); }} />);
  const found = await screen.findByTestId("cost-lines");
  expect(await within(found).findByText("\u22121,234.500000000001")).toBeTruthy();
  expect(within(found).getByText("team: web")).toBeTruthy();
  expect(within(found).queryByText("RunInstances")).toBeNull();
  await userEvent.click(within(found).getByRole("button", { name: /Next page/ }));
  expect(pages).toEqual([2]);
  expect(sent.map(({ body }) => body)).toEqual([{ selection: { from: "2026-06", to: "2026-11", filters: [] }, skip: 0, rows: 50 }]);
});

test("chosen columns are there the next time, and nonsense is as if nothing was chosen", async () => {
  const usual = chosenColumns();
  keepColumns([{ id: "operation", visible: true }]);
  expect(chosenColumns()).toEqual([{ id: "operation", visible: true }]);
  fakeApi({ "POST /bills/lines": () => table(false) });
  renderPiece(<LinesView state={{ ...START, view: "lines" }} today="2026-11-21" onChange={() => undefined} />);
  await waitFor(() => { expect(screen.getByText("RunInstances")).toBeTruthy(); });
  expect(screen.queryByText("Compute")).toBeNull();
  for (const bad of ["{", "[]", "[1]", '"x"']) {
    localStorage.setItem("landfast.bill-columns", bad);
    expect(chosenColumns()).toEqual(usual);
  }
});

test("tags and names of columns", () => {
  expect(tagsIn('{"a":"b","c":null}')).toEqual([["a", "b"], ["c", ""]]);
  expect([tagsIn("[]"), tagsIn("x"), tagsIn("null")]).toEqual([null, null, null]);
  expect(["account_id", "new_column", "toString"].map(columnName)).toEqual(["Account", "New column", "ToString"]);
});
