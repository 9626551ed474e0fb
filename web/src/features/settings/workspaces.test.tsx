import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { enterWorkspace } from "../../app/enter-workspace.ts";
import { fakeApi, problem, Status } from "../../test/fake-api.ts";
import { renderRoutes } from "../../test/render.tsx";
import { Component as WorkspacesPage } from "./WorkspacesPage.tsx";

// Going over reloads the page, which jsdom cannot.
vi.mock("../../app/enter-workspace.ts", () => ({ enterWorkspace: vi.fn() }));

const main = { workspace_id: "ws_1", name: "main", role: "operator" };
const open = (more: Parameters<typeof fakeApi>[0] = {}) => {
  const sent = fakeApi({ "GET /workspaces": () => ({ items: [main, { workspace_id: "ws_2", name: "Labs", role: "reader" }] }), ...more });
  renderRoutes([{ path: "*", element: <WorkspacesPage /> }], "/");
  return sent;
};
async function create(name: string) {
  await userEvent.click(await screen.findByRole("button", { name: "Create a workspace" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Name" }), name);
  await userEvent.click(screen.getByRole("button", { name: "Create and go there" }));
}

test("a new workspace is entered at once, by the name that the server gave it", async () => {
  const sent = open({ "POST /workspaces": () => new Status(201, { workspace_id: "ws_3", name: "Müller AG", role: "operator" }) });
  await create(" Müller AG ");
  await waitFor(() => { expect(enterWorkspace).toHaveBeenCalledWith("Müller AG"); });
  expect(sent.find((one) => one.method === "POST")?.body).toEqual({ name: "Müller AG" });
});

test("a name that is taken is said at the field, and what was typed stays", async () => {
  vi.mocked(enterWorkspace).mockClear();
  open({
    "POST /workspaces": () =>
      problem(409, "workspace_name_taken", { fields: [{ path: "name", code: "workspace_name_taken", detail: "It is there already." }] }),
  });
  await create("main");
  const field = screen.getByRole("textbox", { name: "Name" });
  await waitFor(() => { expect(field.getAttribute("aria-invalid")).toBe("true"); });
  expect(screen.getByText("It is there already.")).toBeTruthy();
  expect(field).toHaveProperty("value", "main");
  expect(screen.queryByTestId("problem")).toBeNull();
  expect(enterWorkspace).not.toHaveBeenCalled();
});

test("each workspace of the person has a way into it", async () => {
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Go to Labs" }));
  expect(enterWorkspace).toHaveBeenCalledWith("Labs");
});
