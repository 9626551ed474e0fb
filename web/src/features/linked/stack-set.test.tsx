import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { ALL_LINKED } from "../../api/organization.ts";
import type { MemberView, StackSetView } from "../../api/types.ts";
import { fakeApi } from "../../test/fake-api.ts";
import { renderPiece } from "../../test/render.tsx";
import { ID } from "../../test/samples.ts";
import { LinkedTable } from "./LinkedTable.tsx";
import { StackSetPanel } from "./StackSetPanel.tsx";

const PAYER = "210987654321";

const view = (more: Partial<StackSetView> = {}): StackSetView => ({
  name: "landfast-api-access", region: "us-east-1", looked_at: "2026-11-21T02:00:00Z", read_at: "2026-11-21T02:00:00Z",
  not_looked: null, exists: true, at_work: false, units: [], flaws: [], operations: [], by_stack: [], elsewhere: 0, ...more,
});

test("what was not looked at says why and what to do", () => {
  const not_looked = { because: "The capability is off.", remedy: "Turn it on." };
  renderPiece(<StackSetPanel view={view({ not_looked, exists: null, read_at: null })} onStack={() => undefined} />);
  expect(screen.getByTestId("stack-set-not-looked").textContent).toContain("The capability is off. Turn it on.");
  expect(screen.queryByTestId("stack-set-missing")).toBeNull();
});

test("findings, counts to filter by, and the newest operation", async () => {
  const onStack = vi.fn();
  const flaw = { kind: "other_template" as const, expected: "the current one", found: "", remedy: "Update it." };
  const operation = {
    operation_id: "op", action: "create" as const, state: "failed" as const, created_at: null, ended_at: null, failed: 2, reason: null,
  };
  renderPiece(
    <StackSetPanel view={view({ flaws: [flaw], operations: [operation], by_stack: [{ stack: "failed", accounts: 2 }] })} onStack={onStack} />,
  );
  expect(screen.getByTestId("flaw-other_template").textContent).toContain("Found: nothing.Update it.");
  expect(screen.getByTestId("stack-set-operation").textContent).toContain("failed in 2");
  await userEvent.click(screen.getByTestId("stack-failed"));
  expect(onStack).toHaveBeenCalledWith("failed");
});

test("a row tells the reason and AWS's words, and the filter asks the server", async () => {
  const row = {
    account_id: ID, name: "Quay", standing: "not_reached", next: "Delete the role.", refused: null, unit: null, state: "active", activate: { name: "activate", allowed: true, why_not: null },
    registered: null, proven_at: null, stack: "failed", stack_reason: "role_name_taken",
    stack_why: "A role of Landfast's name is there already.", stack_words: "EntityAlreadyExists",
  } as MemberView;
  const sent = fakeApi({ [`GET /accounts/${PAYER}/linked`]: () => ({ items: [row], next_cursor: null, total: 1 }) });
  renderPiece(<LinkedTable payer={PAYER} units={[]} stacks filter={{ ...ALL_LINKED, stack: "failed" }} onFilter={() => undefined} />);
  expect(await screen.findByText("A role of Landfast's name is there already.")).toBeTruthy();
  expect(screen.getByText("EntityAlreadyExists")).toBeTruthy();
  expect(sent[0]?.query.get("stack")).toBe("failed");
});
