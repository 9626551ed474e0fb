import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { AccountView } from "../../api/types.ts";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { renderRoutes } from "../../test/render.tsx";
import { account } from "../../test/samples.ts";
import { Component } from "./AccountsPage.tsx";

const open = (at = "/accounts") =>
  renderRoutes(
    [
      { path: "/accounts", element: <Component /> },
      { path: "/register", element: <p>registering</p> },
    ],
    at,
  );
const page = (items: AccountView[], next_cursor: string | null = null, total = items.length) => ({ items, next_cursor, total });
const payer = account({ account_id: "111111111111", name: "Group", kind: "payer" });
const linked = account({ account_id: "222222222222", name: "Shop", kind: "linked", payer: payer.account_id, payer_registered: true });
const orphan = account({ account_id: "333333333333", name: "Bought", kind: "linked", payer: "999999999999" });

test("no accounts: one clear way on", async () => {
  fakeApi({ "GET /accounts": () => page([]) });
  open();
  await userEvent.click(await screen.findByTestId("register-first").then((button) => within(button.parentElement as HTMLElement).getByRole("link")));
  expect(screen.getByText("registering")).toBeTruthy();
});

test("an error can be tried again", async () => {
  let broken = true;
  fakeApi({ "GET /accounts": () => (broken ? problem(403, "forbidden") : page([payer])) });
  open();
  expect(await screen.findByText("title of forbidden")).toBeTruthy();
  broken = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByTestId("account-row-111111111111")).toBeTruthy();
  expect(screen.queryByTestId("problem")).toBeNull();
});

test("all pages are fetched, and linked accounts stand in their payer's tree", async () => {
  const sent = fakeApi({
    "GET /accounts": ({ query }) => (query.get("cursor") === null ? page([linked], "2", 2) : page([payer], null, 2)),
  });
  open();
  const row = (await screen.findByTestId("account-row-222222222222")).closest("tr");
  expect(row?.getAttribute("aria-level")).toBe("2");
  expect(sent.map((one) => one.query.get("cursor"))).toEqual([null, "2"]);
});

test("a payer that is not registered is shown over its linked account, with a way to register it", async () => {
  fakeApi({ "GET /accounts": () => page([orphan]) });
  const router = open();
  expect((await screen.findByTestId("missing-payer-999999999999")).textContent).toContain("not registered");
  await userEvent.click(screen.getByRole("link", { name: "Register payer 999999999999" }));
  expect(router.state.location).toMatchObject({ pathname: "/register", search: "?account_id=999999999999" });
});

test("a search keeps the payer over the match, and clearing brings everything back", async () => {
  fakeApi({ "GET /accounts": () => page([payer, linked, orphan]) });
  open("/accounts?search=shop");
  expect(await screen.findByTestId("account-row-222222222222")).toBeTruthy();
  expect(screen.getByTestId("account-row-111111111111")).toBeTruthy();
  expect(screen.queryByTestId("account-row-333333333333")).toBeNull();
  await userEvent.clear(screen.getByRole("searchbox"));
  expect(await screen.findByTestId("account-row-333333333333")).toBeTruthy();
});

test("a filter without a match says so and can be cleared", async () => {
  fakeApi({ "GET /accounts": () => page([payer]) });
  open("/accounts?search=nothing");
  await userEvent.click(await screen.findByRole("button", { name: "Clear the filter" }));
  expect(await screen.findByTestId("account-row-111111111111")).toBeTruthy();
});

test("with more accounts than the table holds, a search asks the server", async () => {
  const many = Array.from({ length: 200 }, (_unused, i) => account({ account_id: String(500000000000 + i), name: `a${i}` }));
  const far = account({ account_id: "777777777777", name: "Far away" });
  const sent = fakeApi({
    "GET /accounts": ({ query }) => (query.has("search") ? page([far]) : page(many, "more", 5_000)),
  });
  open("/accounts?search=far");
  expect(await screen.findByTestId("account-row-777777777777", {}, { timeout: 5_000 })).toBeTruthy();
  expect(sent.filter((one) => !one.query.has("search"))).toHaveLength(5);
  expect(screen.getByText(/There are 5000 accounts/)).toBeTruthy();
  await waitFor(() => { expect(sent.at(-1)?.query.get("search")).toBe("far"); });
}, 20_000);
