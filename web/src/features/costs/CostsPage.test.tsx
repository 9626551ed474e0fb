import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { BillAnswerRow, BillCatalogueView, BillQuestion } from "../../api/types.ts";
import { fakeApi, problem, type Sent } from "../../test/fake-api.ts";
import { renderRoutes, withNotices } from "../../test/render.tsx";
import { account, ID } from "../../test/samples.ts";
import { Component } from "./CostsPage.tsx";

const catalogue: BillCatalogueView = {
  months: ["2026-10", "2026-11"].map((period) => ({ payer: ID, report: "r", period, format: "cur_2", rows: 2, since: "2026-11-21T02:00:00Z", is_asked: true })),
  dimensions: ["account", "payer", "service", "region", "usage_type", "resource"], tag_keys: ["team"], cost_category_keys: [],
};
const row = (time: string | null, name: string | null, amount: string, unit = "USD"): BillAnswerRow => ({ unit, time, group: [name], is_rest: false, amount, rows: 1 });
const ROWS = [
  row("2026-10", "Compute", "100.1"), row("2026-10", "Storage", "2.00000000001"), row("2026-10", null, "-5"),
  row("2026-11", "Compute", "50"), row("2026-11", "A service with a name that is far too long for its column", "0.004"),
];

beforeEach(() => { vi.useFakeTimers({ now: Date.parse("2026-11-21T12:00:00Z"), shouldAdvanceTime: true, toFake: ["Date"] }); });

/** What is asked about the groups, without figures, names and values. */
const isMain = ({ body }: Sent) => ((body as BillQuestion).granularity ?? "none") !== "none" && ((body as BillQuestion).group_by ?? []).length > 0;

function open(at: string, answer: (question: BillQuestion) => unknown = () => ROWS, more: Parameters<typeof fakeApi>[0] = {}) {
  const sent = fakeApi({
    "GET /bills": () => catalogue,
    "GET /accounts": () => ({ items: [account({ kind: "payer" })], next_cursor: null, total: 1 }),
    "POST /bills/questions": (one) => {
      const found = isMain(one) ? answer(one.body as BillQuestion) : (one.body as BillQuestion).group_by?.[0] === "region" ? [row(null, "eu-west-1", "1"), row(null, null, "1")] : [];
      return Array.isArray(found) ? { rows: found, groups: found.length, account_names: { [ID]: "Harbour" } } : found;
    },
    ...more,
  });
  const router = renderRoutes([{ path: "/costs", element: withNotices(<Component />) }, { path: "*", element: <p>elsewhere</p> }], at);
  return { router, asked: () => sent.filter((one) => one.path === "/bills/questions" && isMain(one)).map(({ body }) => body as BillQuestion), sent };
}

const exact = (id: string) => screen.getByTestId(id).dataset["exact"];

test("exact sums by month, with what is given back and what has no value", async () => {
  open("/costs");
  const table = await screen.findByTestId("cost-table-USD");
  expect([exact("total-2026-10-USD"), exact("total-2026-11-USD"), exact("total-total-USD")]).toEqual(["97.10000000001", "50.004", "147.10400000001"]);
  expect(screen.getByTestId("cell-No value-total-USD").textContent).toBe("\u22125.00");
  const long = within(table).getByTitle(/far too long/);
  expect(long.textContent).toBe("A service with a name that is far too long for its column");
  await userEvent.click(screen.getByRole("checkbox", { name: "Exact amounts" }));
  expect(screen.getByTestId("total-total-USD").textContent).toBe("147.10400000001");
});

test("two currencies have a table each", async () => {
  open("/costs", () => [...ROWS, row("2026-11", "Compute", "7", "CNY")]);
  expect(await screen.findByTestId("cost-table-CNY")).toBeTruthy();
  expect([exact("total-total-CNY"), exact("total-total-USD")]).toEqual(["7", "147.10400000001"]);
});

test("an amount leads into its month, its group and the next dimension, and back", async () => {
  const { router, asked } = open("/costs");
  await userEvent.click(await screen.findByTestId("cell-Compute-2026-10-USD"));
  await waitFor(() => { expect(router.state.location.search).toBe("?range=2026-10&each=day&by=usage_type&is.service=Compute"); });
  await waitFor(() => {
    expect(asked().at(-1)).toMatchObject({ granularity: "day", group_by: ["usage_type"], selection: { from: "2026-10", to: "2026-10", filters: [{ dimension: "service", values: ["Compute"] }] } });
  });
  await userEvent.click(await within(await screen.findByTestId("cost-trail")).findByRole("link", { name: "All costs" }));
  await waitFor(() => { expect(router.state.location.search).toBe("?range=2026-10&each=day"); });
  await router.navigate(-2);
  await waitFor(() => { expect(router.state.location.search).toBe(""); });
});

test("while the next answer is on its way, and when it fails, the old one stays", async () => {
  let answer: unknown = ROWS;
  const { router } = open("/costs", () => answer);
  await screen.findByTestId("cost-table-USD");
  let arrive: (value: unknown) => void = () => undefined;
  answer = new Promise((resolve) => { arrive = resolve; });
  await router.navigate("/costs?by=region");
  await waitFor(() => { expect(screen.getByTestId("cost-part-USD").dataset["older"]).toBe("true"); });
  expect(screen.getByText("Unblended cost in USD by service")).toBeTruthy();
  arrive(problem(422, "bill_question_too_large"));
  expect(await screen.findByText("detail of bill_question_too_large")).toBeTruthy();
  expect(screen.getByText("What you see below is the answer before.")).toBeTruthy();
  expect(exact("total-total-USD")).toBe("147.10400000001");
  answer = [row("2026-11", "eu-west-1", "3")];
  await userEvent.click(screen.getByTestId("retry"));
  await waitFor(() => { expect(exact("total-total-USD")).toBe("3"); });
  expect(screen.queryByTestId("problem")).toBeNull();
});

test("a question that was too large is made smaller by a click", async () => {
  const { router } = open("/costs?by=resource&range=12m", () => problem(422, "bill_question_too_large"));
  await userEvent.click(within(await screen.findByTestId("cost-less")).getByRole("button", { name: "Only this month" }));
  expect(router.state.location.search).toBe("?range=mtd&by=resource");
});

test("rows are sorted exactly, and what was before stands beside what is", async () => {
  open("/costs?range=2026-11&compare=before");
  const table = await screen.findByTestId("cost-table-USD");
  const names = () => within(table).getAllByRole("rowheader").map(({ textContent }) => textContent.slice(0, 8));
  expect(names()).toEqual(["Total", "Compute", "A servic", "Storage", "No value"]);
  expect([exact("cell-Compute-before-USD"), exact("cell-Compute-change-USD")]).toEqual(["100.1", "-50.1"]);
  await userEvent.click(within(table).getByRole("button", { name: /Change in %/ }));
  expect(names()[0]).toBe("Total");
  await userEvent.click(within(table).getByRole("button", { name: /Change$/ }));
  expect(names()).toEqual(["Total", "No value", "A servic", "Storage", "Compute"]);
});

test("a file of the sums is saved once under a name that says what it is", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => undefined });
  const { sent } = open("/costs?by=tag:team&measure=amortized", undefined, { "POST /bills/export": () => "time,amount" });
  await screen.findByTestId("cost-table-USD");
  await userEvent.click(screen.getByRole("button", { name: "Download" }));
  await userEvent.click(screen.getByRole("menuitem", { name: "Sums as CSV" }));
  expect(await screen.findByText("The file is saved")).toBeTruthy();
  expect((click.mock.contexts as HTMLAnchorElement[]).map(({ download }) => download)).toContain("costs-amortized-by-tag-team-2026-06-to-2026-11.csv");
  const files = sent.filter(({ path }) => path === "/bills/export");
  expect(files.map(({ body }) => body)).toEqual([
    { format: "csv", sums: { selection: { from: "2026-06", to: "2026-11", filters: [] }, measure: "amortized", granularity: "month", group_by: ["tag:team"], top: null } },
  ]);
});

test("before the first bill it says where to set up the export", async () => {
  open("/costs", undefined, { "GET /bills": () => ({ ...catalogue, months: [] }) });
  expect((await screen.findByRole("link", { name: "Billing export of Harbour" })).getAttribute("href")).toBe(`/accounts/${ID}`);
});

test("nothing in the selection offers to remove the filters", async () => {
  const { router } = open("/costs?is.region=nowhere", () => []);
  await userEvent.click(await screen.findByRole("button", { name: "Remove all filters" }));
  expect(router.state.location.search).toBe("");
});

test("a filter offers the values that there are, also none, and accounts by their names", async () => {
  const { router } = open(`/costs?is.account=${ID}`);
  expect(await screen.findByText(`Harbour (${ID})`, { exact: false, selector: "[class*=token] *" })).toBeTruthy();
  await userEvent.type(within(screen.getByTestId("cost-filters")).getByRole("combobox"), "Region != ");
  await userEvent.click(await screen.findByRole("option", { name: "No value" }));
  await userEvent.click(screen.getByRole("button", { name: "Apply" }));
  await waitFor(() => { expect(router.state.location.search).toBe(`?is.account=${ID}&not.region=%7E`); });
});
