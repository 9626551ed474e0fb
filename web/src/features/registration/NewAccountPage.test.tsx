import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fakeApi, problem, Status } from "../../test/fake-api.ts";
import { renderRoutes } from "../../test/render.tsx";
import { account, ID, permissions } from "../../test/samples.ts";
import { Component } from "./NewAccountPage.tsx";

const open = (at: string) =>
  renderRoutes(
    [
      { path: "/register", element: <Component /> },
      { path: "/accounts/:accountId/register", element: <p>resumed</p> },
    ],
    at,
  );
const field = (label: RegExp) => screen.getByRole("textbox", { name: label });

test("method and details lead to the account's own page of the registration", async () => {
  const sent = fakeApi({ "POST /accounts": () => new Status(201, account()) });
  const router = open("/register");
  await userEvent.click(screen.getByRole("radio", { name: /Command line/ }));
  await userEvent.click(screen.getByRole("button", { name: "Next" }));
  await userEvent.type(field(/AWS account id/), "0123-4567 8901");
  await userEvent.type(field(/Name/), "Harbour");
  await userEvent.click(screen.getByRole("button", { name: "Register account" }));
  expect(await screen.findByText("resumed")).toBeTruthy();
  expect(sent.find((one) => one.method === "POST")?.body).toEqual({ method: "cli", account_id: ID, name: "Harbour", region: "us-east-1" });
  expect(router.state.location.pathname).toBe(`/accounts/${ID}/register`);
});

test("choices are made where the account is described, and live in the address until then", async () => {
  const sent = fakeApi({ "GET /permissions": () => permissions, "POST /accounts": () => new Status(201, account()) });
  const router = open(`/register?step=details&account_id=${ID}`);
  expect(await screen.findByRole("checkbox", { name: "Billing" })).toHaveProperty("checked", true);
  expect(screen.getByRole("checkbox", { name: "Activation" })).toHaveProperty("checked", false);
  await userEvent.click(screen.getByRole("checkbox", { name: "Billing" }));
  await userEvent.click(screen.getByRole("radio", { name: /No tags/ }));
  expect(router.state.location.search).toContain("on=inventory&tags=none");
  await userEvent.click(screen.getByRole("button", { name: "Register account" }));
  expect(await screen.findByText("resumed")).toBeTruthy();
  expect(sent.find((one) => one.method === "POST")?.body).toMatchObject({ capabilities: ["inventory"], tag_access: "none" });
});

test("a method that is off cannot be chosen, and the page says who can turn it on", async () => {
  const keys = { method: "access_keys", enabled: false, switched_by: "workspace", changed_by: null, changed_at: null, why_roles_are_better: [] };
  fakeApi({ "GET /settings/methods": () => ({ items: [keys] }) });
  open("/register");
  expect((await screen.findByTestId("methods-off")).textContent).toContain("Access keys. An operator can turn it on");
  expect(screen.getByRole("radio", { name: /Access keys/ })).toHaveProperty("disabled", true);
});

test("a choice of tags alone leaves the capabilities to the server", async () => {
  const sent = fakeApi({ "GET /permissions": () => permissions, "POST /accounts": () => new Status(201, account()) });
  open(`/register?step=details&account_id=${ID}`);
  await userEvent.click(await screen.findByRole("radio", { name: /No tags/ }));
  await userEvent.click(screen.getByRole("button", { name: "Register account" }));
  expect(await screen.findByText("resumed")).toBeTruthy();
  const body = sent.find((one) => one.method === "POST")?.body;
  expect(body).toMatchObject({ tag_access: "none" });
  expect(body).not.toHaveProperty("capabilities");
});

test("without the choices the account can be registered all the same", async () => {
  const sent = fakeApi({ "GET /permissions": () => problem(503, "unavailable"), "POST /accounts": () => new Status(201, account()) });
  open(`/register?step=details&account_id=${ID}`);
  expect(await screen.findByText(/The choices could not be loaded/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Register account" }));
  expect(await screen.findByText("resumed")).toBeTruthy();
  expect(sent.find((one) => one.method === "POST")?.body).not.toHaveProperty("capabilities");
});

test("an error of a field stands at the field and nothing typed is lost", async () => {
  fakeApi({
    "POST /accounts": () =>
      problem(422, "account_id_invalid", {
        fields: [{ path: "account_id", code: "account_id_invalid", detail: "Expected 12 digits, found 3." }],
      }),
  });
  open("/register?step=details&account_id=123&name=Harbour");
  await userEvent.click(screen.getByRole("button", { name: "Register account" }));
  await waitFor(() => { expect(screen.getByText("Expected 12 digits, found 3.")).toBeTruthy(); });
  expect(field(/AWS account id/).getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(field(/AWS account id/));
  expect(screen.queryByTestId("register-error")).toBeNull();
  expect(field(/Name/)).toHaveProperty("value", "Harbour");
});

test("a duplicate is a banner that says which and leads to the account", async () => {
  fakeApi({ "POST /accounts": () => problem(409, "account_id_taken", { detail: "It is registered as Harbour." }) });
  open(`/register?step=details&account_id=${ID}&name=Again`);
  await userEvent.click(screen.getByRole("button", { name: "Register account" }));
  const banner = await screen.findByTestId("register-error");
  expect(banner.dataset).toMatchObject({ code: "account_id_taken", duplicate: "account id" });
  expect(banner.textContent).toContain("It is registered as Harbour.");
  expect(screen.getByRole("link", { name: `Open account ${ID}` }).getAttribute("href")).toBe(`/accounts/${ID}`);
  expect(field(/Name/)).toHaveProperty("value", "Again");
});

test("a taken name says so without leading to the account of that id", async () => {
  fakeApi({ "POST /accounts": () => problem(409, "account_name_taken") });
  open(`/register?step=details&account_id=${ID}&name=Harbour`);
  await userEvent.click(screen.getByRole("button", { name: "Register account" }));
  expect((await screen.findByTestId("register-error")).dataset["duplicate"]).toBe("name");
  expect(screen.queryByRole("link", { name: /Open account/ })).toBeNull();
});

test("without a server the draft stays in the address", async () => {
  fakeApi({
    "POST /accounts": () => {
      throw new TypeError("Failed to fetch");
    },
  });
  const router = open(`/register?step=details&account_id=${ID}&name=Harbour`);
  await userEvent.click(screen.getByRole("button", { name: "Register account" }));
  expect(await screen.findByText("Landfast does not answer")).toBeTruthy();
  expect(router.state.location.search).toContain(`account_id=${ID}`);
});
