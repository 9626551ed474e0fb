import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { ReceiptView, RemovalView } from "../../api/types.ts";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { renderPiece, renderRoutes, withNotices } from "../../test/render.tsx";
import { confirmable, ID } from "../../test/samples.ts";
import { Orphans } from "./Orphans.tsx";
import { Component as ReceiptsPage } from "./ReceiptsPage.tsx";
import { Component as RemovalPage } from "./RemovalPage.tsx";

const ROLE = `arn:aws:iam::${ID}:role/landfast/landfast-abc`;
const action = (name: string, why_not: string | null = null) => ({ name, allowed: why_not === null, why_not });
const view = (more: Partial<RemovalView> = {}): RemovalView => ({
  account_id: ID, state: "not_begun", summary: "Nobody has begun.", begun_by: null, begun_at: null, next_at: null,
  guide: [{ text: "Delete the stack.", command: "aws cloudformation delete-stack", link: "https://console.example/stacks" }],
  doors: [`${ROLE} with the account's external id`], left_by_record_only: ["The stack landfast-activation in us-east-1"], tries: [],
  actions: [action("begin"), action("look"), action("cancel", "The removal was not begun."), action("record_only")], ...more,
});
const receipt = (more: Partial<ReceiptView> = {}): ReceiptView => ({
  receipt_id: "rcp_1", account_id: ID, name: "Harbour", method: "console_stack", role_arn: ROLE, begun_by: "ada@harbour.example",
  begun_at: "2026-11-21T10:00:00Z", finished_by: "ada@harbour.example", finished_at: "2026-11-21T10:01:00Z", verdict: "gone",
  summary: "Access is gone.", sha256: "00ff",
  tries: [{ door: ROLE, answer: "refused", detail: "AccessDenied", request_id: "1-2-3", at: "2026-11-21T10:01:00Z" }], ...more,
});

function open(routes: Parameters<typeof fakeApi>[0]) {
  const sent = fakeApi({ [`GET /accounts/${ID}`]: () => confirmable({ name: "Harbour" }), ...routes });
  renderRoutes(
    [
      { path: "/accounts/:accountId/remove", element: withNotices(<RemovalPage />) },
      { path: "/accounts", element: <p>the table</p> },
    ],
    `/accounts/${ID}/remove`,
  );
  return sent;
}

test("the guide is followed, every way in is tried, and the receipt takes the account's place", async () => {
  let gone = false;
  const sent = open({
    [`GET /accounts/${ID}/removal`]: () => (gone ? problem(404, "account_not_found") : view()),
    [`POST /accounts/${ID}/removal/checks`]: () => {
      gone = true;
      return view({ state: "looking", summary: "Every way in is being tried." });
    },
    "GET /receipts": () => ({ items: [receipt()], next_cursor: null }),
  });
  const guide = within(await screen.findByTestId("removal-guide"));
  expect(guide.getByText("Delete the stack.")).toBeTruthy();
  await userEvent.click(screen.getByTestId("removal-prove"));
  expect(sent.some(({ method }) => method === "POST")).toBe(true);
  const shown = await screen.findByTestId("receipt", {}, { timeout: 5000 });
  expect(shown.dataset["verdict"]).toBe("gone");
  expect(within(shown).getByText("1-2-3")).toBeTruthy();
  expect(within(shown).getByTestId("receipt-download").getAttribute("href")).toBe("/api/v1/receipts/rcp_1/text");
});

test("what still answers is told with what was tried", async () => {
  const tried = { door: ROLE, answer: "let_in" as const, detail: null, request_id: null, at: "2026-11-21T10:01:00Z" };
  open({ [`GET /accounts/${ID}/removal`]: () => view({ state: "still_answers", summary: "Something still answers.", tries: [tried] }) });
  expect((await screen.findByTestId("removal-state")).dataset["state"]).toBe("still_answers");
  expect(screen.getByText("Let in")).toBeTruthy();
});

test("the record alone goes only after it was said that access stays", async () => {
  let gone = false;
  const sent = open({
    [`GET /accounts/${ID}/removal`]: () => (gone ? problem(404, "account_not_found") : view()),
    [`DELETE /accounts/${ID}`]: () => {
      gone = true;
      return { account_id: ID, left_in_aws: ["Stack landfast-api-access in us-east-1"], receipt: receipt({ verdict: "access_left" }) };
    },
    "GET /receipts": () => ({ items: [receipt({ verdict: "access_left", summary: "The record alone was removed." })], next_cursor: null }),
  });
  await userEvent.click(await screen.findByTestId("removal-record-only"));
  const modal = within(screen.getByTestId("confirm-modal"));
  expect(modal.getByText("Access stays in AWS")).toBeTruthy();
  expect(modal.getByText("The stack landfast-activation in us-east-1")).toBeTruthy();
  expect(sent.some(({ method }) => method === "DELETE")).toBe(false);
  await userEvent.click(modal.getByRole("button", { name: "Remove the record" }));
  expect(await screen.findByText("Stack landfast-api-access in us-east-1")).toBeTruthy();
  expect((await screen.findByTestId("receipt")).dataset["verdict"]).toBe("access_left");
});

test("a reader sees the guide and is told why he cannot act", async () => {
  const why = "You are a reader of this workspace.";
  open({ [`GET /accounts/${ID}/removal`]: () => view({ actions: view().actions.map(({ name }) => action(name, why)) }) });
  const prove = await screen.findByTestId("removal-prove");
  expect(prove.getAttribute("aria-disabled")).toBe("true");
  await userEvent.hover(prove);
  expect((await screen.findAllByText(why)).length).toBeGreaterThan(0);
});

test("before anything was removed the page of receipts says what it is for", async () => {
  fakeApi({ "GET /receipts": () => ({ items: [], next_cursor: null }) });
  renderPiece(<ReceiptsPage />);
  expect(await screen.findByText("No account was removed yet")).toBeTruthy();
});

test("a receipt can be saved from the list", async () => {
  fakeApi({ "GET /receipts": () => ({ items: [receipt()], next_cursor: null }) });
  renderPiece(<ReceiptsPage />);
  const link = await screen.findByRole("link", { name: "Download the receipt of Harbour" });
  expect(link.getAttribute("href")).toBe("/api/v1/receipts/rcp_1/text");
});

test("what an earlier registration left is a warning only while it answers", async () => {
  const orphan = { role_arn: ROLE, removed_by: "ada@harbour.example", removed_at: "2026-11-20T10:00:00Z", receipt_id: "rcp_1" };
  fakeApi({
    [`GET /accounts/${ID}/orphans`]: () => ({
      items: [
        { ...orphan, state: "answers", remedy: `${ROLE} still lets Landfast in.` },
        { ...orphan, role_arn: `${ROLE}-2`, state: "refused", remedy: null },
      ],
    }),
  });
  renderPiece(<Orphans accountId={ID} />);
  const notice = await screen.findByTestId("orphans");
  expect(within(notice).getAllByRole("listitem")).toHaveLength(1);
});
