import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { AccessKeyView, KeyRotationView, KeyView, MethodView } from "../../api/types.ts";
import { fakeApi, problem, Status } from "../../test/fake-api.ts";
import { renderPiece, renderRoutes, withNotices } from "../../test/render.tsx";
import { ID, readerSession } from "../../test/samples.ts";
import { Component as MethodsPage } from "../settings/MethodsPage.tsx";
import { KeysTab } from "./KeysTab.tsx";

const action = (name: string, why_not: string | null = null) => ({ name, allowed: why_not === null, why_not });
const method = (enabled: boolean): MethodView => ({
  method: "access_keys", enabled, switched_by: "workspace", changed_by: enabled ? "ada@harbour.example" : null, changed_at: enabled ? "2026-11-20T10:00:00Z" : null,
  why_roles_are_better: ["A key works for whoever has it."],
});
const key = (more: Partial<KeyView> = {}): KeyView => ({
  last4: "MPLE", user_arn: `arn:aws:iam::${ID}:user/landfast`, saved_by: "ada@harbour.example", saved_at: "2026-11-01T10:00:00Z",
  created_at: null, age_days: 20, age_exact: false, rotate_advised: false, tested_at: null, answered: null, ...more,
});
const known = (more: Partial<AccessKeyView> = {}): AccessKeyView => ({
  account_id: ID, current: null, candidate: null, rotation: null, policy: "{\"Version\": \"2012-10-17\"}",
  actions: [action("save"), action("rotate", "There is no key to rotate.")], ...more,
});
const rotation = (more: Partial<KeyRotationView> = {}): KeyRotationView => ({
  stage: "wait", running: true, switched: false, old_last4: "MPLE", started_by: "ada@harbour.example", started_at: "2026-11-21T10:00:00Z",
  next_at: null, problem: null, ...more,
});

function open(view: AccessKeyView, more: Parameters<typeof fakeApi>[0] = {}, enabled = true) {
  let now = view;
  const sent = fakeApi({
    "GET /settings/methods": () => ({ items: [method(enabled)] }),
    [`GET /accounts/${ID}/access-key`]: () => now,
    [`PUT /accounts/${ID}/access-key`]: () => {
      now = { ...now, candidate: key() };
      return new Status(202, {});
    },
    ...more,
  });
  renderPiece(withNotices(<KeysTab accountId={ID} method="access_keys" />));
  return sent;
}
const SECRET = "s3cr3t/of+forty+characters+0123456789abc";
async function type(id = "AKIAIOSFODNN7EXAMPLE") {
  await userEvent.type(await screen.findByLabelText("Access key id"), id);
  await userEvent.type(screen.getByLabelText("Secret access key"), SECRET);
}

test("a method that is off takes no key: who can turn it on, and why a role is better", async () => {
  fakeApi({ "GET /settings/methods": () => ({ items: [method(false)] }) });
  renderPiece(<KeysTab accountId={ID} method="console_stack" />);
  expect((await screen.findByTestId("keys-off")).textContent).toContain("An operator can turn them on");
  expect(screen.getByTestId("why-roles").textContent).toContain("A key works for whoever has it.");
  expect(screen.queryByLabelText("Secret access key")).toBeNull();
});

test("a key is saved and tested, and nothing of it is in the page afterwards", async () => {
  const sent = open(known());
  await type(" AKIAIOSFODNN7EXAMPLE");
  expect(screen.getByLabelText("Secret access key").getAttribute("type")).toBe("password");
  await userEvent.click(screen.getByRole("button", { name: "Save and test" }));
  expect((await screen.findByTestId("key-candidate")).textContent).toContain("…MPLE");
  expect(sent.find((one) => one.method === "PUT")?.body).toEqual({ access_key_id: "AKIAIOSFODNN7EXAMPLE", secret_access_key: SECRET });
  expect(screen.getByLabelText("Secret access key")).toHaveProperty("value", "");
  expect(screen.getByLabelText("Access key id")).toHaveProperty("value", "");
  expect(document.body.innerHTML).not.toContain(SECRET);
});

test("what is wrong with either part is said at its field", async () => {
  const detail = "This begins with ASIA: it is the key of a session.";
  open(known(), {
    [`PUT /accounts/${ID}/access-key`]: () =>
      problem(422, "access_key_temporary", { fields: [{ path: "access_key_id", code: "access_key_temporary", detail }] }),
  });
  await type("ASIAIOSFODNN7EXAMPLE");
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText(detail)).toBeTruthy();
  expect(screen.getByLabelText("Access key id").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByLabelText("Secret access key").getAttribute("aria-invalid")).not.toBe("true");
});

test("an age that only counts from saving says so; an old key is advised to be rotated", async () => {
  open(known({ current: key({ answered: true }), candidate: null }));
  expect((await screen.findByTestId("key-current")).textContent).toContain("20 days since it was saved");
  expect(screen.queryByTestId("rotate-advised")).toBeNull();
});

test("a rotation is asked for and shows its stages", async () => {
  const current = key({ age_exact: true, age_days: 120, rotate_advised: true, answered: true });
  const sent = open(known({ current, actions: [action("save"), action("rotate")] }), {
    [`POST /accounts/${ID}/access-key/rotation`]: () => new Status(202, known({ current, rotation: rotation() })),
  });
  expect(await screen.findByTestId("rotate-advised")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Rotate the key" }));
  await waitFor(() => { expect(screen.getByTestId("key-rotation").dataset["stage"]).toBe("wait"); });
  expect(screen.getByText("Wait until it answers")).toBeTruthy();
  expect(sent.filter((one) => one.method === "POST")).toHaveLength(1);
});

test("a rotation that waits for a person says what to do, and goes on from there", async () => {
  const trouble = { code: "two_keys", what: "The user has two keys already.", remedy: "Delete the one that nobody uses." } as const;
  open(known({ current: key(), rotation: rotation({ stage: "create", running: false, problem: trouble }), actions: [action("save"), action("rotate")] }));
  expect((await screen.findByTestId("rotation-problem")).textContent).toContain(trouble.remedy);
  expect(screen.getByRole("button", { name: "Go on with the rotation" })).toBeTruthy();
});

test("an operator turns the method on after being asked; a reader is told who can", async () => {
  let on = false;
  const sent = fakeApi({
    "GET /settings/methods": () => ({ items: [method(on)] }),
    "PUT /settings/methods": ({ body }) => {
      on = (body as { access_keys: boolean }).access_keys;
      return { items: [method(on)] };
    },
  });
  renderRoutes([{ path: "*", element: <MethodsPage /> }], "/");
  await userEvent.click(await screen.findByRole("button", { name: "Turn access keys on" }));
  await userEvent.click(screen.getByRole("button", { name: "Turn on" }));
  await waitFor(() => { expect(screen.getByTestId("method-access_keys").dataset["enabled"]).toBe("true"); });
  expect(sent.find((one) => one.method === "PUT")?.body).toEqual({ access_keys: true });
});

test("a reader sees how the methods stand and switches none", async () => {
  fakeApi({ "GET /settings/methods": () => ({ items: [method(false)] }) });
  renderRoutes([{ path: "*", element: <MethodsPage /> }], "/", readerSession);
  expect((await screen.findByRole("button", { name: "Turn access keys on" })).getAttribute("aria-disabled")).toBe("true");
});
