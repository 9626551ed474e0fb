import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { fakeApi } from "../test/fake-api.ts";
import { renderRoutes, withNotices } from "../test/render.tsx";
import { account, confirmable, ID, readerSession, step, webhook } from "../test/samples.ts";
import { Component as AccountPage } from "./account-page/AccountPage.tsx";
import { Component as NewAccountPage } from "./registration/NewAccountPage.tsx";
import { Component as ResumePage } from "./registration/ResumePage.tsx";
import { Component as TokensPage } from "./settings/TokensPage.tsx";
import { Component as UsersPage } from "./settings/UsersPage.tsx";
import { Component as WebhookPage } from "./settings/WebhookPage.tsx";
import { Component as WebhooksPage } from "./settings/WebhooksPage.tsx";
import { Component as WorkPage } from "./settings/WorkPage.tsx";
import { Component as WorkspacesPage } from "./settings/WorkspacesPage.tsx";

const WHY = "You are a reader of this workspace.";
const refused = (names: string[]) => names.map((name) => ({ name, allowed: false, why_not: WHY }));
const seen = confirmable({ actions: refused(["rename", "confirm", "remove"]) });
const seenStep = step({ state: "open" }, { actions: refused(["check", "follow", "set_role", "skip", "resume"]) });
const created_at = "2026-11-01T10:00:00Z";

/** The console as a reader's server answers it; a call that changes anything has no route and would be seen in `sent`. */
function open(page: ReactNode, path = "/", at = path) {
  const sent = fakeApi({
    [`GET /accounts/${ID}`]: () => seen,
    [`GET /accounts/${ID}/steps/api-access`]: () => seenStep,
    "GET /users": () => ({ items: [{ user_id: "u", email: "ada@harbour.example", role: "operator", created_at, invited: false }] }),
    "GET /tokens": () => ({ items: [{ token_id: "t", name: "nightly", role: "reader", created_at, created_by: "ada", expires_at: created_at, last_used_at: null }] }),
    "GET /work": () => ({ items: [{ work_id: "w", kind: "account.check", state: "dead", attempts: 8, max_attempts: 8, run_at: created_at, account_id: null, last_error: null }] }),
    "GET /webhooks": () => ({ items: [webhook()], kinds: [] }),
    "GET /webhooks/whk_1": () => webhook(),
    "GET /webhooks/whk_1/deliveries": () => ({ items: [], next_cursor: null }),
    "GET /workspaces": () => ({ items: [] }),
  });
  renderRoutes([{ path, element: withNotices(page) }], at, readerSession);
  return () => sent.filter((one) => one.method !== "GET");
}

/** Disabled in a way that leaves it reachable by keyboard, with the reason as its description. */
async function isRefused(name: string) {
  const button = await screen.findByRole("button", { name });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(button.hasAttribute("disabled")).toBe(false);
  expect(describedBy(button)).toMatch(/reader of this workspace/);
}
const describedBy = (element: HTMLElement) =>
  (element.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent).join(" ");

test.each<[string, ReactNode, string[]]>([
  ["users", <UsersPage key="1" />, ["Invite somebody", "Remove ada@harbour.example"]],
  ["tokens", <TokensPage key="2" />, ["Create a token", "Revoke nightly"]],
  ["failed work", <WorkPage key="3" />, ["Try account.check again"]],
  ["webhooks", <WebhooksPage key="5" />, ["Add a webhook"]],
  ["workspaces", <WorkspacesPage key="4" />, ["Create a workspace"]],
])("%s: what changes something is disabled and says why", async (_name, page, names) => {
  open(page);
  await screen.findAllByRole("table");
  for (const name of names) await isRefused(name);
});

test("a webhook is seen and not touched", async () => {
  open(<WebhookPage />, "/settings/webhooks/:webhookId", "/settings/webhooks/whk_1");
  await screen.findByRole("heading", { name: "On call" });
  for (const name of ["Edit", "Turn off", "Replace the secret", "Remove", "Send a test event"]) await isRefused(name);
});

test("the role of a person is a word and no choice", async () => {
  open(<UsersPage />);
  expect((await screen.findByTestId("role-of-ada@harbour.example")).textContent).toBe("Operator");
  expect(screen.queryByRole("button", { name: /Role of/ })).toBeNull();
});

test("an account's page refuses by the reasons of the server", async () => {
  open(<AccountPage />, "/accounts/:accountId", `/accounts/${ID}`);
  await screen.findByRole("heading", { name: "Harbour" });
  for (const name of ["Edit name", "Edit home region"]) await isRefused(name);
  for (const button of await screen.findAllByRole("button", { name: "Check now" })) {
    expect(button.getAttribute("aria-disabled")).toBe("true");
  }
});

test("a payer that is not registered is no link to a form that would be refused", async () => {
  fakeApi({
    [`GET /accounts/${ID}`]: () => account({ kind: "linked", payer: "999999999999" }),
    [`GET /accounts/${ID}/steps/api-access`]: () => seenStep,
  });
  renderRoutes([{ path: "/accounts/:accountId", element: <AccountPage /> }], `/accounts/${ID}`, readerSession);
  expect(await screen.findByRole("button", { name: "Copy account id of the payer" })).toBeTruthy();
  expect(screen.getByText(/\(not registered\)/)).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Register" })).toBeNull();
});

test("the registration is no form: it says who can do it", async () => {
  open(<NewAccountPage />, "/register", "/register?step=details");
  expect((await screen.findByTestId("register-not-allowed")).textContent).toContain("Ask an operator");
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("a registration under way is only looked at; Enter sends nothing either", async () => {
  const changes = open(<ResumePage />, "/accounts/:accountId/register", `/accounts/${ID}/register?step=access`);
  await userEvent.click(await screen.findByRole("tab", { name: "A role of your own" }));
  await isRefused("Use this role and check it");
  await userEvent.type(screen.getByRole("textbox", { name: /Role ARN/ }), "arn:aws:iam::1:role/x{Enter}");
  expect(changes()).toEqual([]);
});

test("details under way cannot be edited, and the confirmation says why", async () => {
  const changes = open(<ResumePage />, "/accounts/:accountId/register", `/accounts/${ID}/register?step=details`);
  expect((await screen.findByRole("textbox", { name: /Name/ })).hasAttribute("readonly")).toBe(true);
  expect(screen.getByText(WHY)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Next" }));
  await userEvent.click(await screen.findByRole("button", { name: "Next" }));
  await waitFor(() => { expect(screen.getByTestId("register-blockers").textContent).toContain(WHY); });
  expect(changes()).toEqual([]);
});
