import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { ownerDelay } from "../../api/owner.ts";
import type { OwnerView } from "../../api/types.ts";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { renderRoutes } from "../../test/render.tsx";
import { finding, ID, instructions, ownerStep, ownerView, report } from "../../test/samples.ts";
import { Component } from "./OwnerPage.tsx";

const LINK = "lfo_olk_1.secret";

beforeEach(() => { sessionStorage.clear(); });

function open(view: () => unknown, at = `/owner#${LINK}`, more: Parameters<typeof fakeApi>[0] = {}) {
  const sent = fakeApi({
    "GET /owner": view,
    "POST /owner/steps/api-access/checks": () => ({}),
    ...more,
  });
  return { sent, router: renderRoutes([{ path: "/owner", element: <Component /> }], at) };
}

test("the secret goes from the address into a header, and stays for this tab", async () => {
  localStorage.setItem("landfast.workspace", "Harbour");
  const { sent, router } = open(() => ownerView());
  await screen.findByTestId("owner-who");
  expect(router.state.location.hash).toBe("");
  expect(sessionStorage.getItem("landfast.owner-link")).toBe(LINK);
  expect(localStorage.getItem("landfast.owner-link")).toBeNull();
  for (const one of sent) {
    expect(one.headers.get("Authorization")).toBe(`Bearer ${LINK}`);
    expect(one.headers.get("Landfast-Workspace")).toBeNull();
    expect(`${one.path}${one.query.toString()}`).not.toContain("secret");
  }
});

test("loaded again in the same tab it opens the same account", async () => {
  sessionStorage.setItem("landfast.owner-link", LINK);
  open(() => ownerView(), "/owner");
  expect((await screen.findByTestId("owner-asked-by")).textContent).toBe("ada@harbour.example");
});

test("who asks, for which account, until when, what is granted and what is not", async () => {
  open(() => ownerView());
  const who = within(await screen.findByTestId("owner-who"));
  expect(who.getByText(ID)).toBeTruthy();
  expect(who.getByText("Quay")).toBeTruthy();
  expect(who.getByText("of the workspace Harbour")).toBeTruthy();
  expect(screen.getByTestId("owner-expires").textContent).toMatch(/2026/);
  expect(within(screen.getByTestId("grant-billing")).getByText(/To do billing/)).toBeTruthy();
  expect(screen.getByTestId("owner-cannot").textContent).toBe("Create or delete anything.");
  expect(screen.getByTestId("open-create-stack").getAttribute("href")).toBe(instructions.launch_url);
});

test("nothing of the console that needs a sign-in is offered or asked for", async () => {
  const { sent } = open(() => ownerView({ steps: [ownerStep({ state: "open" }, { instructions: { ...instructions, why_not_ready: "Not yet.", launch_url: null } })] }));
  await screen.findByTestId("launch-not-ready");
  expect(screen.queryByRole("navigation")).toBeNull();
  expect(screen.queryByText("Settings, Identity")).toBeNull();
  expect(screen.queryByRole("tab", { name: "Access keys" })).toBeNull();
  expect(screen.queryByRole("tab", { name: "Terraform" })).toBeNull();
  expect(screen.queryByTestId("action-skip")).toBeNull();
  await userEvent.click(screen.getByRole("tab", { name: "A role of your own" }));
  expect(await screen.findByText(/What it must allow is listed above/)).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Permissions" })).toBeNull();
  expect(sent.every((one) => one.path.startsWith("/owner"))).toBe(true);
});

test("Terraform comes with its values in it", async () => {
  const commands = { ...instructions.commands, terraform_by_hand: 'module "landfast" {}' };
  open(() => ownerView({ method: "terraform", steps: [ownerStep({ state: "open" }, { instructions: { ...instructions, commands } })] }));
  expect((await screen.findByTestId("command-terraform-by-hand")).textContent).toContain('module "landfast" {}');
  expect(screen.queryByText(/API token/)).toBeNull();
});

test("the page follows by itself, checks by the button, and ends well", async () => {
  let view: OwnerView = ownerView();
  const asked: unknown[] = [];
  open(() => view, undefined, {
    "POST /owner/steps/api-access/checks": ({ body }) => {
      asked.push(body);
      if (asked.length > 1) {
        const passed = ownerStep({ state: "passed", at: "2026-11-21T10:00:00Z" }, { report: report([finding()], "pass") });
        view = ownerView({ done: true, steps: [passed] });
      }
      return {};
    },
  });
  await screen.findByTestId("owner-who");
  await waitFor(() => { expect(asked).toEqual([{ trigger: "follow" }]); });
  await userEvent.click(screen.getByRole("button", { name: "Check now" }));
  const done = await screen.findByTestId("owner-done");
  expect(asked[1]).toEqual({ trigger: "person" });
  expect(done.textContent).toContain("Nothing more to do");
  expect(done.textContent).toContain("You may close this page.");
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("The account is set up");
});

test("findings come with what to do", async () => {
  const bad = finding({ code: "refuse_wrong_external_id", outcome: "not_met", expected: "refused", found: "let in", remedy: "Mend it." });
  open(() => ownerView({ steps: [ownerStep({ state: "blocked", at: "2026-11-21T10:00:00Z" }, { report: report([bad]) })] }));
  expect((await screen.findByTestId("finding-remedy")).textContent).toBe("Mend it.");
});

test("a role is pasted and checked; one of another account is refused at the field", async () => {
  const role = `arn:aws:iam::${ID}:role/mine`;
  const { sent } = open(() => ownerView({ method: "role_arn" }), undefined, {
    "PUT /owner/role": ({ body }) =>
      (body as { role_arn: string }).role_arn === role
        ? ownerStep({ state: "open" })
        : problem(422, "role_arn_other_account", { fields: [{ path: "role_arn", code: "role_arn_other_account", detail: "Of another account." }] }),
  });
  const input = within(await screen.findByTestId("role-arn")).getByRole("textbox");
  await userEvent.type(input, "arn:aws:iam::210987654321:role/x{Enter}");
  expect(await screen.findByText("Of another account.")).toBeTruthy();
  await userEvent.clear(input);
  await userEvent.type(input, `${role}{Enter}`);
  await waitFor(() => {
    expect(sent.some((one) => one.method === "POST" && (one.body as { trigger: string }).trigger === "person")).toBe(true);
  });
});

test("a link that has ended says what to do next, and shows nothing of before", async () => {
  const hints = ["Ask whoever sent it to you for a new one."];
  let ended = false;
  open(() => (ended ? problem(401, "owner_link_invalid", { hints }) : ownerView()));
  await screen.findByTestId("owner-who");
  ended = true;
  await userEvent.click(screen.getByRole("button", { name: "Check now" }));
  const told = await screen.findByTestId("owner-link-ended");
  expect(told.textContent).toContain(hints[0]);
  expect(screen.queryByTestId("owner-who")).toBeNull();
  expect(screen.queryByText("Try again")).toBeNull();
});

test("a link that was cut off says so", async () => {
  open(() => ownerView(), "/owner");
  expect(await screen.findByTestId("owner-no-link")).toBeTruthy();
});

test("an account that needs nothing of its owner says why", async () => {
  open(() => ownerView({ why_nothing: "They are giving up their access.", steps: [] }));
  expect((await screen.findByTestId("owner-nothing")).textContent).toContain("They are giving up their access.");
});

test("the page is asked for again at least once a minute, and soon while something is under way", () => {
  const now = Date.parse("2026-11-21T10:00:04Z");
  expect(ownerDelay(ownerView(), now)).toBe(60_000);
  const checking = ownerStep({ state: "checking", check_id: "chk_1", since: "2026-11-21T10:00:00Z" });
  expect(ownerDelay(ownerView({ steps: [checking] }), now)).toBe(1_000);
});
