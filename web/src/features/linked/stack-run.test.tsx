import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { RolloutView, StackRunView, UnitView } from "../../api/types.ts";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { PAYER, permit } from "../../test/permit.ts";
import { renderPiece } from "../../test/render.tsx";
import { RunPanel } from "./RunPanel.tsx";

const UNITS = [
  { unit_id: "r-ab12", name: "Root", depth: 0, coverage: { covered: 0, wanted: 3, per_cent: 0, by_standing: [] } },
  { unit_id: "ou-ab12-00000001", name: "Workloads", depth: 1, coverage: { covered: 0, wanted: 2, per_cent: 0, by_standing: [] } },
] as UnitView[];

const action = (name: string, why_not: string | null = null) => ({ name, allowed: why_not === null, why_not });

const view = (run: StackRunView | null, ...actions: RolloutView["actions"]) => ({ payer: PAYER, run, actions }) as RolloutView;

const permits = (...items: unknown[]) => ({ [`GET /accounts/${PAYER}/permits`]: () => ({ items }) });

test("without a permit nothing can be started, and one is asked for", async () => {
  const sent = fakeApi({ ...permits(), [`POST /accounts/${PAYER}/permits`]: () => problem(409, "action_not_allowed") });
  renderPiece(<RunPanel view={view(null, action("start", "No permit is open."))} units={UNITS} />);
  await userEvent.click(await screen.findByTestId("ask-run-permit"));
  expect(await screen.findByText("detail of action_not_allowed")).toBeTruthy();
  expect(sent.find(({ method }) => method === "POST")?.body).toEqual({ way: "stack_set" });
  expect(screen.getByTestId<HTMLButtonElement>("action-start").getAttribute("aria-disabled") ?? screen.getByTestId<HTMLButtonElement>("action-start").disabled).toBeTruthy();
});

test("the permit of a roll-out is drawn as that of an activation, and taken back once its run has ended", async () => {
  const open = permit({ way: "stack_set", state: "open" });
  const run = (ended_at: string): StackRunView =>
    ({ run_id: "run_1", kind: "start", by: "ada", began_at: open.asked_at, ended_at, state: "done", waits: null, legs: [] });
  const sent = fakeApi({ ...permits(open), [`POST /accounts/${PAYER}/permits/prm_1/end`]: () => open });
  renderPiece(<RunPanel view={view(run("2026-11-21T01:00:00Z"), action("start"))} units={UNITS} />);
  expect((await screen.findByTestId("permit-state")).dataset["state"]).toBe("open");
  expect(screen.queryByTestId("permit-guide")).toBeNull();
  cleanup();
  renderPiece(<RunPanel view={view(run("2026-11-21T03:00:00Z"), action("start"))} units={UNITS} />);
  expect((await screen.findByTestId("permit-guide")).textContent).toContain("Delete the stack.");
  await userEvent.click(screen.getByTestId("permit-end"));
  expect(sent.some(({ method, path }) => method === "POST" && path.endsWith("/permits/prm_1/end"))).toBe(true);
});

test("picked accounts are sent as they were typed, and a refusal stays in the form", async () => {
  const sent = fakeApi({ ...permits(), [`POST /accounts/${PAYER}/rollout/run`]: () => problem(422, "body_invalid") });
  renderPiece(<RunPanel view={view(null, action("start"))} units={UNITS} />);
  await userEvent.click(screen.getByTestId("action-start"));
  await userEvent.type(screen.getByTestId("run-accounts").querySelector("textarea") ?? document.body, "100000000001, 100000000002");
  await userEvent.click(screen.getByTestId("form-modal-submit"));
  expect(await screen.findByText("detail of body_invalid")).toBeTruthy();
  expect(sent.find(({ path }) => path.endsWith("/rollout/run"))?.body).toEqual({
    units: [], accounts: ["100000000001", "100000000002"], canary: null, by_itself: false,
  });
});

test("a run shows its legs and why it waits; a change is asked about before it is sent", async () => {
  const sent = fakeApi({ ...permits(), [`POST /accounts/${PAYER}/rollout/run/go-on`]: () => ({}) });
  const leg = (kind: "make" | "gate", state: "done" | "current") => ({ kind, state, units: [], accounts: [], operation_id: null });
  const run: StackRunView = {
    run_id: "run_1", kind: "start", by: "ada@example.com", began_at: "2026-11-21T02:00:00Z", ended_at: null, state: "walking",
    waits: "Somebody has to say so.", legs: [leg("make", "done"), leg("gate", "current")],
  };
  renderPiece(<RunPanel view={view(run, action("go_on"))} units={UNITS} />);
  expect(screen.getByTestId("run-waits").textContent).toContain("Somebody has to say so.");
  expect(screen.getByTestId("leg-1").dataset["state"]).toBe("current");
  await userEvent.click(screen.getByTestId("action-go_on"));
  expect(sent.some(({ method }) => method === "POST")).toBe(false);
  await userEvent.click(screen.getByTestId("confirm-modal-confirm"));
  expect(sent.some(({ path }) => path.endsWith("/run/go-on"))).toBe(true);
});
