import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fakeApi, problem, Status } from "../../test/fake-api.ts";
import { renderRoutes, withNotices } from "../../test/render.tsx";
import { readerSession } from "../../test/samples.ts";
import { Component as CommitmentPage } from "./CommitmentPage.tsx";
import { Component as CommitmentsPage } from "./CommitmentsPage.tsx";
import { Component as EditCommitmentPage } from "./EditCommitmentPage.tsx";
import { Component as NewCommitmentPage } from "./NewCommitmentPage.tsx";
import { contract, ofNone, PAYER, rules, standing, upcoming, year } from "../../test/commitments.ts";
import type { CommitmentInput, CommitmentView, ProblemCode } from "../../api/types.ts";

const ROUTES = [
  { path: "/commitments", element: withNotices(<CommitmentsPage />) },
  { path: "/commitments/new", element: withNotices(<NewCommitmentPage />) },
  { path: "/commitments/:commitmentId", element: withNotices(<CommitmentPage />) },
  { path: "/commitments/:commitmentId/edit", element: withNotices(<EditCommitmentPage />) },
  { path: "*", element: <p>elsewhere</p> },
];

function open(at: string, more: Parameters<typeof fakeApi>[0] = {}, who?: Parameters<typeof renderRoutes>[2]) {
  const sent = fakeApi({
    "GET /commitments": () => ({ commitments: [contract()], defaults: rules() }),
    "GET /commitments/cmt_1": () => contract(),
    "GET /commitments/cmt_1/standing": () => standing(),
    "GET /bills": () => ({ months: [{ payer: PAYER, report: "r", period: "2026-11", format: "cur_2", rows: 2, since: "2026-11-21T02:00:00Z", is_asked: true }], dimensions: [], tag_keys: [], cost_category_keys: [] }),
    "GET /accounts": () => ({ items: [], next_cursor: null, total: 0 }),
    ...more,
  });
  return { router: renderRoutes(ROUTES, at, who), sent };
}

/** An amount and its currency stay on one line. */
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");
const exact = (id: string) => screen.getByTestId(id).dataset["exact"];
const amountIn = (id: string) => screen.getByTestId(id).textContent;
const field = (id: string) => within(screen.getByTestId(id)).getByRole<HTMLInputElement>("textbox");

test("before the first contract the page says what it is for", async () => {
  open("/commitments", { "GET /commitments": () => ({ commitments: [] }) });
  expect((await screen.findByTestId("commitments-none")).textContent).toContain("minimum spend");
  await userEvent.click(screen.getByTestId("add-first-commitment"));
  expect(await screen.findByRole("heading", { level: 1, name: "Add a commitment" })).toBeTruthy();
});

test("a card says how the running year stands", async () => {
  open("/commitments");
  expect((await screen.findByTestId("card-spent-cmt_1")).dataset["exact"]).toBe("810000.25");
  expect(screen.getByText("Heading for a shortfall of 87,499.50 USD")).toBeTruthy();
  expect(screen.getByText("77,670.98 USD behind the straight line")).toBeTruthy();
});

test("a contract whose bills cannot be asked is still listed, and can be tried again", async () => {
  let answer: unknown = problem(503, "unavailable");
  open("/commitments", { "GET /commitments/cmt_1/standing": () => answer });
  expect(await screen.findByText("detail of unavailable")).toBeTruthy();
  expect(screen.getByRole("link", { name: "EDP 2026" })).toBeTruthy();
  answer = standing();
  await userEvent.click(screen.getByTestId("retry"));
  expect(await screen.findByTestId("card-spent-cmt_1")).toBeTruthy();
});

test("figures, picture, months and charges are the server's to the last digit", async () => {
  open("/commitments/cmt_1");
  await screen.findByTestId("burn-down");
  expect(["commitment", "spent", "remaining", "ahead", "forecast", "shortfall"].map((one) => exact(`figure-${one}`))).toEqual([
    "1000000", "810000.25", "189999.75", "-77670.98", "912500.5", "87499.5",
  ]);
  expect(plain(screen.getByTestId("burn-down").textContent)).toContain("77,670.98 USD behind");
  expect([exact("month-2026-01-spent"), exact("month-2026-11-all"), exact("month-2026-11-remaining"), exact("month-forecast-remaining")]).toEqual(["77500", "810000", "190000", "87499.5"]);
  expect([exact("charge-total-amount"), exact("charge-total-counted"), exact("charge-total-left-out")]).toEqual(["829000.75", "810000.25", "19000.5"]);
  expect(within(screen.getByTestId("commitment-charges")).getByRole("link").getAttribute("href")).toBe(
    `/costs?range=2026-01-01..2026-11-20&measure=net_unblended&by=line_type&is.payer=${PAYER}`,
  );
});

test("the picture is read day by day with the keyboard alone", async () => {
  open("/commitments/cmt_1");
  const picture = await screen.findByRole("slider", { name: "Remaining commitment in USD, day by day" });
  expect(plain(picture.getAttribute("aria-valuetext"))).toBe("20 Nov 2026: spent 810,000.00 USD, remaining 190,000.00 USD");
  picture.focus();
  await userEvent.keyboard("{Home}{ArrowRight}");
  expect(plain(picture.getAttribute("aria-valuetext"))).toBe("2 Jan 2026: spent 5,000.00 USD, remaining 995,000.00 USD");
  expect(plain(screen.getByTestId("burn-down-day").textContent)).toContain("995,000.00 USD");
  await userEvent.keyboard("{PageUp}{End}{ArrowRight}");
  expect(picture.getAttribute("aria-valuenow")).toBe("323");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByTestId("burn-down-day")).toBeNull();
});

test("another year has an address of its own; one that has not begun is a picture without a day", async () => {
  const { router } = open("/commitments/cmt_1");
  await userEvent.click(await screen.findByRole("tab", { name: "Year 2" }));
  await waitFor(() => { expect(router.state.location.search).toBe("?year=2"); });
  expect(screen.getByTestId("commitment-verdict").textContent).toBe("Begins on 1 Jan 2027");
  expect(screen.getByRole("img", { name: "Remaining commitment in USD" })).toBeTruthy();
  expect(screen.queryByText("The year begins on 2027-01-01."), "said above already").toBeNull();
  expect(screen.queryByTestId("commitment-months")).toBeNull();
});

test("notes are said in the server's words, and what was met is said with its day", async () => {
  const met = year({ met_on: "2026-10-03", spent: "1100000", surplus: "100000", remaining: "0", forecast: "1300000", shortfall: "0", ahead: "212328.77" });
  open("/commitments/cmt_1", { "GET /commitments/cmt_1/standing": () => standing([met, upcoming()], { notes: [{ code: "other_currency", text: "12 EUR are not counted." }] }) });
  expect(await screen.findByText("12 EUR are not counted.")).toBeTruthy();
  expect(screen.getByTestId("commitment-verdict").textContent).toBe("Met on 3 Oct 2026");
  expect([exact("figure-surplus"), exact("figure-ahead")]).toEqual(["100000", "212328.77"]);
  expect(screen.queryByTestId("figure-shortfall")).toBeNull();
});

test("a contract that is gone leads back to the list", async () => {
  open("/commitments/cmt_1", { "GET /commitments/cmt_1": () => problem(404, "commitment_not_found") });
  await userEvent.click(await screen.findByRole("link", { name: "Go to the commitments" }));
  expect(await screen.findByRole("heading", { level: 1, name: /Commitments/ })).toBeTruthy();
});

const type = (id: string, value: string) => { fireEvent.change(field(id), { target: { value } }); };

async function fill() {
  await screen.findByTestId("commitment-form");
  type("commitment-name", "EDP 2026");
  type("commitment-starts", "2026-01-01");
  type("commitment-year-1", "1,000,000");
  const payers = within(screen.getByTestId("commitment-payers")).getByRole("combobox");
  await userEvent.type(payers, "0123-4567-8901{Enter}");
  await within(screen.getByTestId("commitment-payers")).findByRole("button", { name: `Leave ${PAYER} out` });
}

test("a contract is typed in with a rule of its own, and sent once for two clicks", async () => {
  const { sent, router } = open("/commitments/new", { "POST /commitments": () => new Status(201, contract()) });
  await fill();
  await userEvent.click(screen.getByRole("button", { name: "Add a year" }));
  type("commitment-year-2", "2000000");
  await userEvent.click(within(screen.getByTestId("choose-support")).getByRole("button"));
  await userEvent.click(await screen.findByRole("option", { name: "Counts" }));
  type("source-support", "4.1");
  await userEvent.dblClick(screen.getByTestId("save-commitment"));
  await waitFor(() => { expect(router.state.location.pathname).toBe("/commitments/cmt_1"); });
  const posts = sent.filter(({ method }) => method === "POST");
  expect(posts.map(({ body }) => body)).toEqual([
    { name: "EDP 2026", currency: "USD", starts: "2026-01-01", years: ["1000000", "2000000"], payers: [PAYER], rules: { charges: { ...ofNone(), support: { counts: true, source: "4.1" } } } } satisfies CommitmentInput,
  ]);
  expect(await screen.findByText("EDP 2026 is added")).toBeTruthy();
});

test("a name that is taken is said at the name, and a server that does not answer loses nothing", async () => {
  const taken = "Another one has it.";
  const code = "commitment_name_taken" as ProblemCode;
  let answer: () => unknown = () => problem(409, code, { fields: [{ path: "name", code, detail: taken }] });
  open("/commitments/new", { "POST /commitments": () => answer() });
  await fill();
  await userEvent.click(screen.getByTestId("save-commitment"));
  expect(await screen.findByText(taken)).toBeTruthy();
  await waitFor(() => { expect(document.activeElement).toBe(field("commitment-name")); });
  expect(screen.queryByTestId("problem")).toBeNull();
  answer = () => { throw new TypeError("Failed to fetch"); };
  type("commitment-name", "EDP 2026!");
  await userEvent.click(screen.getByTestId("save-commitment"));
  expect(await screen.findByText("Landfast does not answer")).toBeTruthy();
  expect([field("commitment-name").value, field("commitment-year-1").value]).toEqual(["EDP 2026!", "1,000,000"]);
});

test("a limit that is no number is said before anything is sent", async () => {
  const { sent } = open("/commitments/new");
  await fill();
  await userEvent.click(within(screen.getByTestId("choose-marketplace_cap")).getByRole("button"));
  await userEvent.click(await screen.findByRole("option", { name: "Up to a limit" }));
  type("marketplace-percent", "a quarter");
  await userEvent.click(screen.getByTestId("save-commitment"));
  expect(await screen.findByText(/from 0 to 100, found “a quarter”/)).toBeTruthy();
  expect(sent.some(({ method }) => method === "POST")).toBe(false);
});

test("what is edited begins as it is, and all of it is saved", async () => {
  let now: CommitmentView = contract({ rules: rules({ basis: { value: "unblended", is_default: false, source: "2.1" } }) });
  const { sent } = open("/commitments/cmt_1/edit", {
    "GET /commitments/cmt_1": () => now,
    "PUT /commitments/cmt_1": () => (now = contract({ name: "EDP 2027" })),
  });
  await screen.findByTestId("commitment-form");
  expect([field("commitment-year-2").value, field("source-basis").value]).toEqual(["2000000", "2.1"]);
  await userEvent.click(screen.getByRole("button", { name: "Remove year 2" }));
  type("commitment-name", "EDP 2027");
  await userEvent.click(screen.getByTestId("save-commitment"));
  expect(await screen.findByRole("heading", { level: 1, name: "EDP 2027" })).toBeTruthy();
  expect(sent.find(({ method }) => method === "PUT")?.body).toEqual({
    name: "EDP 2027", currency: "USD", starts: "2026-01-01", years: ["1000000"], payers: [PAYER], rules: { basis: { value: "unblended", source: "2.1" } },
  });
});

test("removing asks first and leads back to the list", async () => {
  const { sent } = open("/commitments/cmt_1", { "DELETE /commitments/cmt_1": () => new Status(204, null) });
  await userEvent.click(await screen.findByTestId("remove-commitment"));
  expect(sent.some(({ method }) => method === "DELETE")).toBe(false);
  await userEvent.click(within(screen.getByTestId("confirm-modal")).getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("EDP 2026 is removed")).toBeTruthy();
  expect(await screen.findByRole("heading", { level: 1, name: /Commitments/ })).toBeTruthy();
});

test("a reader sees everything and changes nothing", async () => {
  open("/commitments/cmt_1", {}, readerSession);
  await screen.findByTestId("burn-down");
  for (const id of ["edit-commitment", "remove-commitment"]) expect(screen.getByTestId(id).getAttribute("aria-disabled")).toBe("true");
});

test("every rule is said with who says it", async () => {
  const own = rules({ marketplace_cap: { percent: null, is_default: false, source: "Clause 7" } });
  open("/commitments/cmt_1", { "GET /commitments/cmt_1": () => contract({ rules: own }) });
  await userEvent.click(await screen.findByRole("button", { name: /Contract and rules/ }));
  const section = within(screen.getByTestId("commitment-rules"));
  expect(section.getByText("Clause 7")).toBeTruthy();
  expect(amountIn("rule-marketplace_cap")).toBe("All of it, without a limit");
  expect(section.getAllByText(/As usual: Most contracts say so\./)).toHaveLength(12);
});
