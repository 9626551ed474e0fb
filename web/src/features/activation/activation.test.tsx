import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { ALL_LINKED } from "../../api/organization.ts";
import type { ActivatedView, ActivationView, MemberView } from "../../api/types.ts";
import { fakeApi } from "../../test/fake-api.ts";
import { PAYER, permit } from "../../test/permit.ts";
import { renderPiece } from "../../test/render.tsx";
import { LinkedTable } from "../linked/LinkedTable.tsx";
import { Activation } from "./Activation.tsx";

const RUN = "act_1";
const ACCOUNTS = `GET /accounts/${PAYER}/activations/${RUN}/accounts`;
const action = (name: string, allowed: boolean) => ({ name, allowed, why_not: allowed ? null : "Not now." });

const view = (more: Partial<ActivationView> = {}): ActivationView => ({
  activation_id: RUN, payer: PAYER, state: "running", summary: "1 under way.", member_role: "OrganizationAccountAccessRole",
  begun_by: "ada", begun_at: "2026-11-21T02:00:00Z", ended_at: null,
  counts: { all: 2, queued: 0, under_way: 1, done: 0, failed: 1, skipped: 0 }, permit: permit(),
  actions: [action("stop", true), action("retry", true)], ...more,
});

const failed: ActivatedView = {
  account_id: "000000000001", name: "Quay", state: "failed", reason: "region_closed", detail: "InvalidClientTokenId", remedy: "Enable the region.", help: "/help/region_closed",
  attempt: 1, since: null,
};

test("an account that failed says why and what to do, and the server is asked to retry", async () => {
  const sent = fakeApi({
    [ACCOUNTS]: () => ({ items: [failed], next_cursor: null }),
    [`POST /accounts/${PAYER}/activations/${RUN}/retry`]: () => view(),
  });
  renderPiece(<Activation view={view()} />);
  const row = (await screen.findByText("Quay")).closest("tr");
  expect(row?.textContent).toContain("The region is not enabled thereEnable the region.InvalidClientTokenId");
  await userEvent.click(screen.getByTestId("activation-retry"));
  expect(sent.some(({ method, path }) => method === "POST" && path.endsWith("/retry"))).toBe(true);
});

test("at the end the permit is to be taken back, and then proven gone", () => {
  fakeApi({ [ACCOUNTS]: () => ({ items: [], next_cursor: null }) });
  const ended = { state: "done", ended_at: "2026-11-21T03:00:00Z" } as const;
  renderPiece(<Activation view={view({ ...ended, permit: permit({ state: "ending" }) })} />);
  expect(screen.getByTestId("permit-guide").textContent).toContain("Delete the stack.");
  expect(screen.queryByTestId("permission-gone")).toBeNull();
  cleanup();
  renderPiece(<Activation view={view({ ...ended, permit: permit({ state: "gone" }) })} />);
  expect(screen.getByTestId("permission-gone").textContent).toContain("Permission proven gone");
  expect(screen.queryByTestId("permit-end")).toBeNull();
});

test("only what the server allows can be selected", async () => {
  const row = (account_id: string, name: string, allowed: boolean) =>
    ({ account_id, name, standing: "not_activated", state: "active", registered: null, next: null, refused: null, unit: null, stack: null,
      stack_why: null, stack_words: null, proven_at: null, activate: action("activate", allowed) }) as MemberView;
  const rows = [row("000000000001", "Quay", true), row("000000000002", "Pier", false)];
  const sent = fakeApi({
    [`GET /accounts/${PAYER}/linked`]: () => ({ items: rows, next_cursor: null, total: 2 }),
    [`POST /accounts/${PAYER}/linked/activate`]: () => view(),
  });
  renderPiece(<LinkedTable payer={PAYER} units={[]} stacks={false} filter={ALL_LINKED} onFilter={() => undefined} />);
  const table = await screen.findByRole("table");
  const pier = await within(table).findByRole("checkbox", { name: /Pier cannot be selected/ });
  expect((pier as HTMLInputElement).disabled).toBe(true);
  await userEvent.click(within(table).getByRole("checkbox", { name: "Select Quay" }));
  await userEvent.click(screen.getByTestId("activate-selected"));
  const asked = sent.find(({ method }) => method === "POST");
  expect(asked?.body).toEqual({ account_ids: ["000000000001"] });
});
