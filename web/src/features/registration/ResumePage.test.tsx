import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { AccountView, StepView } from "../../api/types.ts";
import { fakeApi, problem, Status } from "../../test/fake-api.ts";
import { renderRoutes, withNotices } from "../../test/render.tsx";
import { account, confirmable, finding, ID, instructions, report, session, step } from "../../test/samples.ts";
import { Component } from "./ResumePage.tsx";

const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
const follow = { check_id: "chk_1", state: "queued" };

/** A server with one account and one step that tests change as it goes. */
function server(now: { account: AccountView; step: StepView }, more: Parameters<typeof fakeApi>[0] = {}) {
  return fakeApi({
    ...more,
    "GET /session": () => session,
    [`GET /accounts/${ID}`]: () => now.account,
    [`GET /accounts/${ID}/steps/api-access`]: () => now.step,
    [`POST /accounts/${ID}/steps/api-access/checks`]: () => new Status(202, follow),
    [`POST /accounts/${ID}/confirm`]: () => {
      now.account = { ...now.account, confirmed_at: "2026-11-21T10:00:00Z" };
      return now.account;
    },
  });
}
const open = (search = "") =>
  renderRoutes(
    [
      { path: "/accounts/:accountId/register", element: withNotices(<Component />) },
      { path: "/accounts/:accountId", element: withNotices(<p>the account&apos;s page</p>) },
    ],
    `/accounts/${ID}/register${search}`,
  );
const checks = (sent: ReturnType<typeof server>) => sent.filter((one) => one.path.endsWith("/checks")).map((one) => one.body);

test("an account that is not proven resumes at API access and asks to be followed, once", async () => {
  const sent = server({ account: account(), step: step({ state: "open" }) });
  open();
  expect(await screen.findByTestId("open-create-stack")).toBeTruthy();
  await waitFor(() => { expect(checks(sent)).toEqual([{ trigger: "follow" }]); });
});

const waiting = (why: "not_deployed" | "new_role") =>
  step({ state: "waiting", check_id: "c", since: soon(-9_000), next_at: soon(9_000), why, patience_ends_at: null });

test("a check that waits for a new role is not asked for again", async () => {
  const sent = server({ account: account(), step: waiting("new_role") });
  open();
  expect(await screen.findByTestId("countdown")).toBeTruthy();
  expect(checks(sent)).toEqual([]);
});

test("where nothing answers yet, opening the page makes the server look often again", async () => {
  const sent = server({ account: account(), step: waiting("not_deployed") });
  open();
  expect((await screen.findByTestId("countdown")).textContent).toMatch(/Next look: [89] s/);
  await waitFor(() => { expect(checks(sent)).toEqual([{ trigger: "follow" }]); });
});

test("coming back to the tab after a refusal asks again", async () => {
  const sent = server({ account: account(), step: step({ state: "blocked", at: soon(0) }) });
  open();
  await waitFor(() => { expect(checks(sent)).toHaveLength(1); });
  act(() => { document.dispatchEvent(new Event("visibilitychange")); });
  await waitFor(() => { expect(checks(sent)).toHaveLength(2); });
});

test("the create stack page opens in a tab that knows nothing of this one, and then the pop-up hint is there", async () => {
  server({ account: account(), step: step({ state: "open" }) });
  open();
  const link = await screen.findByRole("link", { name: /Open AWS create stack page/ });
  expect(link.getAttribute("target")).toBe("_blank");
  expect(link.getAttribute("rel")).toContain("noopener");
  await userEvent.click(link);
  expect(screen.getByTestId("popup-hint")).toBeTruthy();
});

test("every parameter has its value, a copy button and whether it may be changed", async () => {
  server({ account: account(), step: step({ state: "open" }) });
  open();
  const parameter = await screen.findByTestId("parameter-ExternalId");
  expect(parameter.textContent).toContain("lf-sample");
  expect(parameter.textContent).toContain("do not change");
  expect(screen.getByRole("button", { name: "Copy ExternalId" })).toBeTruthy();
});

test("going on too early says what is missing, in the server's words", async () => {
  server({ account: account(), step: step({ state: "open" }) });
  open();
  await screen.findByTestId("open-create-stack");
  await userEvent.click(screen.getByRole("button", { name: "Next" }));
  expect((await screen.findByTestId("register-blockers")).textContent).toContain("API access has not passed yet.");
  expect(screen.getByTestId("open-create-stack")).toBeTruthy();
});

test("when the check passes, the page says so where it is, and leads on", async () => {
  const now = { account: account(), step: step({ state: "checking", check_id: "c", since: soon(0) }) };
  server(now);
  open();
  await screen.findByText("Checking");
  now.account = confirmable({ kind: "linked", payer: "999999999999" });
  now.step = step({ state: "passed", at: soon(0) }, { revision: 2, report: report([finding()], "pass") });
  expect(await screen.findByTestId("access-proven", {}, { timeout: 5_000 })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Next" }));
  expect((await screen.findByTestId("kind-explained")).textContent).toContain("linked account: AWS bills it through payer 999999999999");
});

test("an account that is proven resumes at the confirmation, and confirming ends with a success", async () => {
  const sent = server({ account: confirmable(), step: step({ state: "passed", at: soon(0) }) });
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Confirm and finish" }));
  expect(await screen.findByText("the account's page")).toBeTruthy();
  expect(screen.getByText("Harbour is registered")).toBeTruthy();
  expect(sent.some((one) => one.method === "POST" && one.path.endsWith("/confirm"))).toBe(true);
});

test("instructions that the server cannot give yet are not half given: it says why", async () => {
  const none = { ...instructions, launch_url: null, why_not_ready: "The template is not published.", parameters: [] };
  server({ account: account(), step: step({ state: "open" }, { instructions: none }) });
  open();
  expect((await screen.findByTestId("launch-not-ready")).textContent).toContain("The template is not published.");
  expect(screen.queryByTestId("open-create-stack")).toBeNull();
  expect(screen.queryByTestId("parameters")).toBeNull();
});

test("an error of the pasted role stands at its field", async () => {
  const now = { account: account({ method: "role_arn" }), step: step({ state: "open" }) };
  server(now);
  open();
  const arn = await screen.findByRole("textbox", { name: /Role ARN/ });
  fakeApi({
    [`PUT /accounts/${ID}/role`]: () =>
      problem(422, "role_arn_other_account", {
        fields: [{ path: "role_arn", code: "role_arn_other_account", detail: "The role is in another account." }],
      }),
  });
  await userEvent.type(arn, "arn:aws:iam::999999999999:role/x");
  await userEvent.click(screen.getByRole("button", { name: "Use this role and check it" }));
  await waitFor(() => { expect(arn.getAttribute("aria-invalid")).toBe("true"); });
  expect(screen.getByText("The role is in another account.")).toBeTruthy();
});

test("Terraform: the module, the values by hand, and each deployment as far as it is", async () => {
  const deployment = {
    deployment_id: "d-1", kind: "terraform", template_version: "abc", outdated: false, status: "announced",
    announced_at: soon(-9_000), applied_at: null, checked_at: null, parts: [],
  };
  const commands = { aws_cli: "aws", terraform: "module \"landfast\" {}", terraform_by_hand: "external_id = 1" };
  const now = { account: account({ method: "terraform" }), step: step({ state: "open" }, { instructions: { ...instructions, commands } }) };
  server(now, { [`GET /accounts/${ID}/deployments`]: () => ({ items: [deployment] }) });
  open();
  expect((await screen.findByTestId("command-terraform")).textContent).toContain(commands.terraform);
  expect(screen.getByRole("button", { name: "Copy Terraform configuration" })).toBeTruthy();
  expect((await screen.findByTestId("deployment-d-1")).dataset["status"]).toBe("announced");
  expect(screen.getByTestId("command-terraform-by-hand").textContent).toContain("external_id = 1");
});
