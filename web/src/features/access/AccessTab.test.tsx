import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useQuery } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { account as accountQuery } from "../../api/accounts.ts";
import type { AccountPatch, AccountView, ExternalIdView } from "../../api/types.ts";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { renderPiece, withNotices } from "../../test/render.tsx";
import { confirmable, externalId, ID, ownerLinks, permissions, rotation, step } from "../../test/samples.ts";
import { AccessTab } from "./AccessTab.tsx";

const before = confirmable({ confirmed_at: "2026-11-01T10:00:00Z", capabilities: ["billing", "inventory"], tag_access: "read" });
const action = (name: string, why_not: string | null = null) => ({ name, allowed: why_not === null, why_not });

/** As the account's page does: what the server answers to a change is drawn. */
function Page() {
  const { data } = useQuery(accountQuery(ID));
  return data === undefined ? null : <AccessTab account={data} />;
}

function open(more: Parameters<typeof fakeApi>[0] = {}, account: AccountView = before) {
  let now = account;
  const sent = fakeApi({
    [`GET /accounts/${ID}`]: () => now,
    [`PATCH /accounts/${ID}`]: ({ body }) => (now = { ...now, ...(body as AccountPatch) } as AccountView),
    [`GET /accounts/${ID}/external-id`]: () => externalId(),
    [`GET /accounts/${ID}/deployments`]: () => ({ items: [] }),
    [`GET /accounts/${ID}/owner-links`]: () => ownerLinks([]),
    [`GET /accounts/${ID}/steps/api-access`]: () => step({ state: "passed", at: "2026-11-21T10:00:00Z" }),
    "GET /permissions": () => permissions,
    ...more,
  });
  renderPiece(withNotices(<Page />));
  return sent;
}
const changes = (sent: ReturnType<typeof fakeApi>) => sent.filter((one) => one.method === "PATCH").map((one) => one.body);

test("choices are shown, changed by switches and tiles, and saved together", async () => {
  const sent = open();
  expect((await screen.findByTestId("chosen-billing")).dataset["on"]).toBe("true");
  expect(screen.getByTestId("chosen-activation").dataset["on"]).toBe("false");
  expect(screen.queryByTestId("chosen-identity")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Change access" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Activation" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Billing" }));
  await userEvent.click(screen.getByRole("radio", { name: /Read and write tags/ }));
  await userEvent.click(screen.getByRole("button", { name: "Save choices" }));
  expect(await screen.findByText("The choices were saved")).toBeTruthy();
  expect(changes(sent)).toEqual([{ capabilities: ["inventory", "activation"], tag_access: "write" }]);
  expect(screen.getByTestId("chosen-activation").dataset["on"]).toBe("true");
  expect(screen.getByTestId("chosen-tags").textContent).toContain("Read and write tags");
});

test("choices that the server refuses are said at their field, and stay as they were set", async () => {
  const detail = "There is no such capability.";
  open({
    [`PATCH /accounts/${ID}`]: () =>
      problem(422, "choices_invalid", { fields: [{ path: "capabilities", code: "choices_invalid", detail }] }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Change access" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Billing" }));
  await userEvent.click(screen.getByRole("button", { name: "Save choices" }));
  expect(await screen.findByText(detail)).toBeTruthy();
  expect(screen.getByRole("checkbox", { name: "Billing" })).toHaveProperty("checked", false);
  expect(screen.queryByTestId("problem")).toBeNull();
});

test("leaving the choices alone sends nothing", async () => {
  const sent = open();
  await userEvent.click(await screen.findByRole("button", { name: "Change access" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Billing" }));
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(screen.getByTestId("chosen-billing").dataset["on"]).toBe("true");
  expect(changes(sent)).toEqual([]);
});

test("another method needs no new registration", async () => {
  const sent = open();
  await userEvent.click(await screen.findByRole("button", { name: "Change method" }));
  const modal = within(screen.getByTestId("form-modal"));
  await userEvent.click(modal.getByRole("radio", { name: /Terraform/ }));
  await userEvent.click(modal.getByRole("button", { name: "Change method" }));
  expect(await screen.findByText("The method is Terraform")).toBeTruthy();
  expect(changes(sent)).toEqual([{ method: "terraform" }]);
  expect(await screen.findByTestId("deployments-table")).toBeTruthy();
});

test("each deployment of the module says how far it is", async () => {
  const deployment = { deployment_id: "d-1", kind: "terraform", template_version: "abc", outdated: true, status: "role_made" };
  const times = { announced_at: "2026-11-21T09:00:00Z", applied_at: "2026-11-21T09:05:00Z", checked_at: null };
  const part = (step: string, status: string) => ({ step, status, about: `about ${step}`, announced_at: times.announced_at, applied_at: null });
  const parts = [part("api-access", "applied"), part("billing-export", "finding"), part("linked-accounts", "not_applied")];
  open({ [`GET /accounts/${ID}/deployments`]: () => ({ items: [{ ...deployment, ...times, parts }] }) }, { ...before, method: "terraform" });
  expect((await screen.findByTestId("deployment-d-1")).dataset["status"]).toBe("role_made");
  for (const words of ["Applied, not proven yet", "Something to mend", "Not applied", "about billing-export"]) {
    expect(screen.getByText(words)).toBeTruthy();
  }
  expect(screen.getByText("update available")).toBeTruthy();
});

test("a rotation is asked for, shows both ids, and can be finished once the server allows it", async () => {
  let now: ExternalIdView = externalId();
  const sent = open({
    [`GET /accounts/${ID}/external-id`]: () => now,
    [`POST /accounts/${ID}/external-id/rotation`]: () =>
      (now = externalId({
        rotation: rotation({ answers_to: "both", seen_at: "2026-11-21T10:00:00Z" }),
        actions: [action("rotate", "It is being rotated."), action("finish"), action("cancel")],
      })),
    [`POST /accounts/${ID}/external-id/rotation/finish`]: () => (now = externalId({ external_id: "lf-next" })),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Rotate" }));
  await userEvent.click(screen.getByRole("button", { name: "Make the new id" }));
  expect((await screen.findByTestId("external-id-old")).textContent).toContain("The role still answers");
  expect(screen.getByTestId("external-id-new").textContent).toContain(`lf-next:${ID}`);
  await userEvent.click(screen.getByRole("button", { name: "Give the old id up" }));
  expect((await screen.findByTestId("external-id-now")).textContent).toContain("lf-next");
  expect(sent.filter((one) => one.method === "POST")).toHaveLength(2);
});

const WHY = "The role still answers to the old external id only.";

test("the end of a rotation is refused with the server's reason while the old id is answered", async () => {
  const view = externalId({
    rotation: rotation({ answers_to: "old", seen_at: "2026-11-21T10:00:00Z" }),
    actions: [action("rotate", "It is being rotated."), action("finish", WHY), action("cancel")],
  });
  open({ [`GET /accounts/${ID}/external-id`]: () => view });
  const finish = await screen.findByRole("button", { name: "Give the old id up" });
  expect(finish.getAttribute("aria-disabled")).toBe("true");
  await userEvent.hover(finish);
  expect((await screen.findAllByText(WHY)).length).toBeGreaterThan(0);
  expect(screen.getByTestId("rotation").dataset["answersTo"]).toBe("old");
});

test("what became untrue meanwhile is refused by the server, and said", async () => {
  const view = externalId({ rotation: rotation({ answers_to: "new" }), actions: [action("finish"), action("cancel")] });
  open({
    [`GET /accounts/${ID}/external-id`]: () => view,
    [`POST /accounts/${ID}/external-id/rotation/finish`]: () => problem(409, "action_not_allowed", { detail: WHY }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Give the old id up" }));
  await waitFor(() => { expect(screen.getByTestId("problem").textContent).toContain(WHY); });
});
