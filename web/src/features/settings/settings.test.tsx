import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { TokenView } from "../../api/types.ts";
import { fakeApi, problem, Status } from "../../test/fake-api.ts";
import { renderRoutes } from "../../test/render.tsx";
import { permissions } from "../../test/samples.ts";
import { Callbacks } from "./Callbacks.tsx";
import { Component as IdentityPage } from "./IdentityPage.tsx";
import { Component as PermissionsPage } from "./PermissionsPage.tsx";
import { Component as TokensPage } from "./TokensPage.tsx";
import { Component as UsersPage } from "./UsersPage.tsx";

const token: TokenView = {
  token_id: "tok_1", name: "nightly", role: "reader", created_at: "2026-11-01T10:00:00Z", created_by: "ada@harbour.example",
  expires_at: "2027-01-01T10:00:00Z", last_used_at: null,
};

test("a new token is shown once, and not any more when its window is closed", async () => {
  const items: TokenView[] = [];
  const sent = fakeApi({
    "GET /tokens": () => ({ items }),
    "POST /tokens": () => {
      items.push(token);
      return new Status(201, { token: "lft_secret", view: token });
    },
  });
  renderRoutes([{ path: "*", element: <TokensPage /> }], "/");
  await userEvent.click(await screen.findByRole("button", { name: "Create a token" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Name" }), "nightly");
  await userEvent.click(screen.getByRole("button", { name: "Create" }));
  expect((await screen.findByTestId("once-secret-value")).textContent).toContain("lft_secret");
  await userEvent.click(screen.getByRole("button", { name: "I have copied it" }));
  expect(screen.queryByText("lft_secret")).toBeNull();
  expect(await screen.findByRole("button", { name: "Revoke nightly" })).toBeTruthy();
  expect(sent.find((one) => one.method === "POST")?.body).toEqual({ name: "nightly", role: "reader", expires_in_days: 90 });
});

test("the last operator stays, and the page says why", async () => {
  const ada = { user_id: "usr_1", email: "ada@harbour.example", role: "operator", created_at: "2026-11-01T10:00:00Z", invited: false };
  fakeApi({ "GET /users": () => ({ items: [ada] }), "DELETE /users/usr_1": () => problem(409, "last_operator") });
  renderRoutes([{ path: "*", element: <UsersPage /> }], "/");
  await userEvent.click(await screen.findByRole("button", { name: "Remove ada@harbour.example" }));
  const modal = within(screen.getByTestId("confirm-modal"));
  await userEvent.click(modal.getByRole("button", { name: "Remove" }));
  await waitFor(() => { expect(modal.getByText("title of last_operator")).toBeTruthy(); });
});

test("an invitation's link is whole, with this server's address", async () => {
  fakeApi({
    "GET /users": () => ({ items: [] }),
    "POST /users": ({ body }) =>
      new Status(201, {
        user: { user_id: "usr_2", ...(body as object), created_at: "2026-11-01T10:00:00Z", invited: true },
        link: "/setup#lfl_once", expires_at: "2026-11-24T10:00:00Z",
      }),
  });
  renderRoutes([{ path: "*", element: <UsersPage /> }], "/");
  await userEvent.click(await screen.findByRole("button", { name: "Invite somebody" }));
  await userEvent.type(screen.getByRole("textbox", { name: "E-mail" }), "linus@harbour.example");
  await userEvent.click(screen.getByRole("button", { name: "Invite" }));
  expect((await screen.findByTestId("once-secret-value")).textContent).toContain(`${location.origin}/setup#lfl_once`);
});

test("permissions stand under their capability, with its switch, and at the end what the role cannot do", async () => {
  fakeApi({ "GET /permissions": () => permissions });
  renderRoutes([{ path: "*", element: <PermissionsPage /> }], "/");
  expect((await screen.findByTestId("choice-of-identity")).dataset["choice"]).toBe("always");
  expect(screen.getByTestId("choice-of-activation").textContent).toContain("off unless somebody chooses otherwise");
  expect(within(screen.getByTestId("capability-billing")).getByText("billing:Read")).toBeTruthy();
  expect(screen.getByTestId("cannot").textContent).toBe("Create or delete anything.");
});

test("a trap of the server's machine is told with its cure and its page", async () => {
  fakeApi({
    "GET /healthz": () => ({ status: "ok", version: "0.1.0" }),
    "GET /callback": () => ({ topic_arn: null, region: null, read_at: null, message_at: null, problem: null }),
    "GET /identity": () => ({
      available: false, account: null, principal_arn: null, partition: null, source: null, tried: [], trouble: "No credentials.",
      traps: [{
        code: "metadata_hop_limit", title: "The answer does not arrive", found: "No answer to the token.", cure: "Set the hop limit to 2.",
        help: "/help/metadata_hop_limit",
      }],
    }),
  });
  renderRoutes([{ path: "*", element: <IdentityPage /> }], "/");
  const trap = within(await screen.findByTestId("trap-metadata_hop_limit"));
  expect(trap.getByText("Set the hop limit to 2.")).toBeTruthy();
  expect(trap.getByRole("link", { name: /About metadata_hop_limit/ }).getAttribute("href")).toBe("/help/metadata_hop_limit");
});

test("a queue of callbacks that cannot be read is told with what AWS said", async () => {
  fakeApi({
    "GET /callback": () => ({
      topic_arn: "arn:aws:sns:us-east-1:999999999999:landfast-callback", region: "us-east-1", read_at: null, message_at: null,
      problem: {
        code: "callback_unreadable", detail: "AWS refused sqs:ReceiveMessage.", since: "2026-11-21T01:00:00Z",
        hints: ["Mend the queue."], help: "/help/callback_unreadable",
      },
    }),
  });
  renderRoutes([{ path: "*", element: <Callbacks /> }], "/");
  const problem = within(await screen.findByTestId("callbacks-problem"));
  expect(problem.getByText(/AWS refused sqs:ReceiveMessage/)).toBeTruthy();
  expect(problem.getByRole("link", { name: /About callback_unreadable/ }).getAttribute("href")).toBe("/help/callback_unreadable");
  expect(screen.getByTestId("callbacks").textContent).toContain("us-east-1");
});
