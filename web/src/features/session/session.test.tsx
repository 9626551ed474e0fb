import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { renderRoutes } from "../../test/render.tsx";
import { session } from "../../test/samples.ts";
import { RequireSession } from "../../app/RequireSession.tsx";
import { Component as SetupPage } from "./SetupPage.tsx";
import { Component as SignInPage } from "./SignInPage.tsx";

const routes = [
  { path: "/sign-in", element: <SignInPage /> },
  { path: "/setup", element: <SetupPage /> },
  { path: "/accounts", element: <p>the accounts</p> },
  { path: "/activity", element: <p>the activity</p> },
  { path: "/guarded", element: <RequireSession /> },
];
const password = (label: string) => screen.getByLabelText(label);

test("nobody is signed in: the sign-in page, and then the page that was wanted", async () => {
  fakeApi({
    "GET /session": () => problem(401, "sign_in_required"),
    "GET /setup": () => ({ needed: false }),
    "POST /session": () => session,
  });
  const router = renderRoutes(routes, "/guarded?x=1");
  await screen.findByRole("heading", { name: "Sign in" });
  expect(router.state.location.search).toBe(`?next=${encodeURIComponent("/guarded?x=1")}`);
});

test("signing in leads to the page that was wanted", async () => {
  const sent = fakeApi({ "GET /setup": () => ({ needed: false }), "POST /session": () => session });
  renderRoutes(routes, "/sign-in?next=/activity");
  await userEvent.type(screen.getByLabelText("E-mail"), " ada@harbour.example ");
  await userEvent.type(password("Password"), "secret{Enter}");
  expect(await screen.findByText("the activity")).toBeTruthy();
  expect(sent.find((one) => one.method === "POST")?.body).toEqual({ email: "ada@harbour.example", password: "secret" });
});

test("a wrong password is said, and what was typed stays", async () => {
  fakeApi({ "GET /setup": () => ({ needed: false }), "POST /session": () => problem(401, "sign_in_failed") });
  renderRoutes(routes, "/sign-in");
  await userEvent.type(screen.getByLabelText("E-mail"), "ada@harbour.example");
  await userEvent.type(password("Password"), "wrong{Enter}");
  expect(await screen.findByText("title of sign_in_failed")).toBeTruthy();
  expect(screen.getByLabelText("E-mail")).toHaveProperty("value", "ada@harbour.example");
});

test("after too many attempts the page counts down to the next one", async () => {
  fakeApi({
    "GET /setup": () => ({ needed: false }),
    "POST /session": () => problem(429, "too_many_attempts", {}, { "Retry-After": "50" }),
  });
  renderRoutes(routes, "/sign-in");
  await userEvent.type(screen.getByLabelText("E-mail"), "ada@harbour.example");
  await userEvent.type(password("Password"), "wrong{Enter}");
  expect((await screen.findByTestId("countdown")).textContent).toMatch(/Next try: (50|4\d) s/);
});

test("the first operator says who they are; the link comes from behind the #", async () => {
  const sent = fakeApi({ "GET /setup": () => ({ needed: true }), "POST /setup": () => session });
  renderRoutes(routes, "/setup#lfl_abc");
  expect(screen.queryByText("Accept the invitation")).toBeNull();
  await userEvent.type(await screen.findByLabelText("E-mail"), "ada@harbour.example");
  await userEvent.type(password("Password"), "correct horse battery");
  await userEvent.type(password("Password again"), "correct horse battery");
  await userEvent.type(screen.getByLabelText("Name of the workspace"), "Harbour");
  await userEvent.click(screen.getByRole("button", { name: "Set up and sign in" }));
  expect(await screen.findByText("the accounts")).toBeTruthy();
  expect(sent.find((one) => one.method === "POST")?.body).toEqual({
    link: "lfl_abc", email: "ada@harbour.example", password: "correct horse battery", workspace: "Harbour",
  });
});

test("two different passwords are not sent", async () => {
  const sent = fakeApi({ "GET /setup": () => ({ needed: false }) });
  renderRoutes(routes, "/setup#lfl_abc");
  await screen.findByText("Accept the invitation");
  await userEvent.type(password("Password"), "correct horse battery");
  await userEvent.type(password("Password again"), "correct horse batter{Enter}");
  expect(await screen.findByText(/The two passwords differ/)).toBeTruthy();
  expect(sent.filter((one) => one.method === "POST")).toEqual([]);
});

test("an invited person is told to give the password that they have, or to choose one", async () => {
  fakeApi({ "GET /setup": () => ({ needed: false }) });
  renderRoutes(routes, "/setup#lfl_abc");
  await screen.findByText("Accept the invitation");
  const field = password("Password");
  expect(field.getAttribute("aria-describedby")).not.toBeNull();
  expect(screen.getByText(/If you have a password on this server already/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Accept and sign in" })).toBeTruthy();
});

test("an invitation that was used says so", async () => {
  fakeApi({ "GET /setup": () => ({ needed: false }), "POST /setup": () => problem(410, "one_time_link_invalid") });
  renderRoutes(routes, "/setup#used");
  await screen.findByText("Accept the invitation");
  await userEvent.type(password("Password"), "correct horse battery");
  await userEvent.type(password("Password again"), "correct horse battery{Enter}");
  expect(await screen.findByText("title of one_time_link_invalid")).toBeTruthy();
});

test("a workspace that is gone is forgotten and the first one is used", async () => {
  localStorage.setItem("landfast.workspace", "Gone");
  const sent = fakeApi({
    "GET /session": ({ headers }) => (headers.get("Landfast-Workspace") === "Gone" ? problem(404, "workspace_not_found") : session),
  });
  renderRoutes(routes, "/guarded");
  await waitFor(() => { expect(screen.getByText("Activity")).toBeTruthy(); });
  expect(localStorage.getItem("landfast.workspace")).toBeNull();
  expect(sent.filter((one) => one.path === "/session")).toHaveLength(2);
});
