import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { IssuerKeyView, IssuerView } from "../../api/types.ts";
import { fakeApi } from "../../test/fake-api.ts";
import { renderRoutes } from "../../test/render.tsx";
import { account, ID, instructions } from "../../test/samples.ts";
import { TrustCard } from "../access/TrustCard.tsx";
import { Component as NewAccountPage } from "../registration/NewAccountPage.tsx";
import { StackTab } from "../step/StackTab.tsx";
import { Component as IssuerPage } from "./IssuerPage.tsx";

const key = (more: Partial<IssuerKeyView> = {}): IssuerKeyView => ({
  kid: "first-kid", state: "active", made_at: "2026-11-01T10:00:00Z", published_at: "2026-11-01T10:00:00Z",
  signs_from: "2026-11-01T10:00:00Z", published_until: null, ...more,
});
const view = (more: Partial<IssuerView> = {}): IssuerView => ({
  issuer: "https://landfast.example.com/oidc", usual_trust: "issuer", audience: "sts.example", static_files: false, keys: [key()],
  documents: [{ path: "/jwks.json", text: "{}" }], actions: [{ name: "rotate", allowed: true, why_not: null }], ...more,
});
const none = view({ issuer: null, usual_trust: "role", keys: [], documents: [] });

test("a rotation is asked for once more, and shows both keys", async () => {
  const next = key({ kid: "next-kid", state: "next", signs_from: null });
  fakeApi({ "GET /issuer": () => view({ static_files: true }), "POST /issuer/keys": () => view({ static_files: true, keys: [key(), next] }) });
  renderRoutes([{ path: "*", element: <IssuerPage /> }], "/");
  await userEvent.click(await screen.findByRole("button", { name: "Make the next key" }));
  await userEvent.click(within(screen.getByTestId("confirm-modal")).getByRole("button", { name: "Make the key" }));
  expect(await screen.findByText("next-kid")).toBeTruthy();
  expect(screen.getByTestId("issuer-waits").textContent).toContain("landfast issuer confirm");
  const link = screen.getByRole("link", { name: "Download /jwks.json" });
  expect(link.getAttribute("href")).toBe("/oidc/jwks.json");
});

test("a server that is no issuer says how it becomes one", async () => {
  fakeApi({ "GET /issuer": () => none });
  renderRoutes([{ path: "*", element: <IssuerPage /> }], "/");
  expect((await screen.findByTestId("issuer-none")).textContent).toContain("--issuer");
});

test("the choice of trust is there only where the server offers it", async () => {
  fakeApi({ "GET /issuer": () => view() });
  const router = renderRoutes([{ path: "/register", element: <NewAccountPage /> }], "/register");
  const usual = await screen.findByRole("radio", { name: /OIDC issuer/ });
  expect(usual).toHaveProperty("checked", true);
  await userEvent.click(screen.getByRole("radio", { name: /AWS identity/ }));
  expect(router.state.location.search).toContain("trust=role");
  await userEvent.click(screen.getByRole("radio", { name: /Access keys/ }));
  expect(screen.queryByRole("radio", { name: /OIDC issuer/ })).toBeNull();
});

test("an account's trust is changed on its page, and not shown where there is no choice", async () => {
  const sent = fakeApi({ "GET /issuer": () => view(), [`PATCH /accounts/${ID}`]: () => account({ trust: "issuer" }) });
  renderRoutes([{ path: "*", element: <TrustCard account={account()} /> }], "/");
  await userEvent.click(await screen.findByTestId("change-trust"));
  await userEvent.click(await screen.findByRole("radio", { name: /OIDC issuer/ }));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Change trust" }));
  expect(sent.find((one) => one.method === "PATCH")?.body).toEqual({ trust: "issuer" });
});

test("without a bucket the template is downloaded and uploaded", async () => {
  const told = { ...instructions, launch_url: null, template_url: null, template_download: "/templates/t.yaml", upload_url: "https://console.example/create" };
  renderRoutes([{ path: "*", element: <StackTab accountId={ID} instructions={told} /> }], "/");
  expect((await screen.findByTestId("download-template")).getAttribute("href")).toBe("/templates/t.yaml");
  expect(screen.getByTestId("open-create-stack").getAttribute("href")).toBe("https://console.example/create");
});
