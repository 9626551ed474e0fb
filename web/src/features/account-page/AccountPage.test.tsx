import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { AccountView, DifferenceView, StepView } from "../../api/types.ts";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { renderRoutes, withNotices } from "../../test/render.tsx";
import { confirmable, finding, ID, instructions, report, step } from "../../test/samples.ts";
import { Component } from "./AccountPage.tsx";

const confirmed = confirmable({ status: "active", confirmed_at: "2026-11-01T10:00:00Z" });
const passed = step({ state: "passed", at: "2026-11-21T10:00:00Z" }, { report: report([finding()], "pass") });

function open(account: AccountView = confirmed, view: StepView = passed, more: Parameters<typeof fakeApi>[0] = {}) {
  const sent = fakeApi({
    [`GET /accounts/${ID}`]: () => account,
    [`GET /accounts/${ID}/steps/api-access`]: () => view,
    ...more,
  });
  renderRoutes(
    [
      { path: "/accounts/:accountId", element: withNotices(<Component />) },
      { path: "/accounts", element: withNotices(<p>the table</p>) },
    ],
    `/accounts/${ID}`,
  );
  return sent;
}

test("the name is edited where it stands; a refusal keeps what was typed", async () => {
  let now = confirmed;
  open(confirmed, passed, {
    [`GET /accounts/${ID}`]: () => now,
    [`PATCH /accounts/${ID}`]: ({ body }) => {
      const { name } = body as { name: string };
      if (name === "Taken") return problem(409, "account_name_taken");
      now = { ...now, name };
      return now;
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Edit name" }));
  const input = screen.getByRole("textbox", { name: "Name" });
  await userEvent.clear(input);
  await userEvent.type(input, "Taken{Enter}");
  expect(await screen.findByText(/title of account_name_taken/)).toBeTruthy();
  await userEvent.clear(input);
  await userEvent.type(input, "Harbour two{Enter}");
  expect((await screen.findByTestId("value-name")).textContent).toBe("Harbour two");
});

test("what is not allowed is shown, disabled, with the server's reason", async () => {
  const reader = confirmed.actions.map((action) => ({ ...action, allowed: false, why_not: "Readers change nothing." }));
  open({ ...confirmed, actions: reader });
  const rename = await screen.findByRole("button", { name: "Edit name" });
  expect(rename.getAttribute("aria-disabled")).toBe("true");
  await userEvent.hover(rename);
  expect((await screen.findAllByText("Readers change nothing.")).length).toBeGreaterThan(0);
});

test("a drifted account shows its findings without a click", async () => {
  const bad = finding({ code: "refuse_wrong_external_id", outcome: "not_met", expected: "refused", found: "let in" });
  open(
    { ...confirmed, status: "attention" },
    step({ state: "drifted", passed_at: "2026-11-20T10:00:00Z", found_at: "2026-11-21T10:00:00Z", why: "finding" }, { report: report([bad]) }),
  );
  expect((await screen.findByTestId("finding-refuse_wrong_external_id")).dataset["outcome"]).toBe("not_met");
});

test("a drifted account whose role is only behind what is wanted says that nothing is broken", async () => {
  open(
    { ...confirmed, status: "update_available" },
    step({ state: "drifted", passed_at: "2026-11-20T10:00:00Z", found_at: "2026-11-21T10:00:00Z", why: "update_available" }),
  );
  const headline = await screen.findByTestId("step-headline");
  expect(headline.dataset["why"]).toBe("update_available");
  expect(headline.textContent).toContain("Nothing stops working until you deploy the update.");
  expect(screen.queryByText("Drifted")).toBeNull();
  expect(screen.queryByText(/no longer is/)).toBeNull();
});

const difference: DifferenceView = {
  added: [{ action: "ec2:DescribeInstances", resource: "*", condition: "", reason: "Lists instances." }],
  removed: [{ action: "s3:GetObject", resource: "*", condition: "", reason: null }],
};

test("an update that is wanted stands open, with link, command and what is different", async () => {
  const update = {
    url: "https://console.example/update", aws_cli: "aws cloudformation create-change-set", deployed_template: "old",
    deployed_choices: "billing", wanted_choices: "billing inventory",
  };
  const behind = { state: "drifted", passed_at: "2026-11-20T10:00:00Z", found_at: "2026-11-21T10:00:00Z", why: "update_available" } as const;
  open({ ...confirmed, status: "update_available" }, step(behind, { instructions: { ...instructions, update }, report: { ...report([]), difference } }));
  const panel = within(await screen.findByTestId("update"));
  const link = panel.getByRole("link", { name: /Open AWS update stack page/ });
  expect(link.getAttribute("href")).toBe(update.url);
  expect(link.getAttribute("rel")).toContain("noopener");
  expect(panel.getByText(update.aws_cli)).toBeTruthy();
  expect(panel.getByText("billing inventory")).toBeTruthy();
  expect(panel.getByTestId("change-ec2:DescribeInstances").dataset["change"]).toBe("added");
  expect(panel.getByText("Lists instances.")).toBeTruthy();
  expect(panel.getByTestId("change-s3:GetObject").dataset["change"]).toBe("removed");
  expect(panel.getByText("not asked for by Landfast")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Update the role" }).getAttribute("aria-expanded")).toBe("true");
});

test("an account that somebody removed meanwhile says so and leads back", async () => {
  fakeApi({ [`GET /accounts/${ID}`]: () => problem(404, "account_not_found") });
  renderRoutes([{ path: "/accounts/:accountId", element: <Component /> }], `/accounts/${ID}`);
  expect(await screen.findByText("title of account_not_found")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to the accounts" })).toBeTruthy();
  await waitFor(() => { expect(screen.queryByRole("button", { name: "Try again" })).toBeNull(); });
});
