import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { DeliveryView, WebhookView } from "../../api/types.ts";
import { fakeApi, problem, Status } from "../../test/fake-api.ts";
import { renderRoutes, withNotices } from "../../test/render.tsx";
import { webhook } from "../../test/samples.ts";
import { Component as WebhookPage } from "./WebhookPage.tsx";
import { Component as WebhooksPage } from "./WebhooksPage.tsx";

const URL_OF_IT = "https://hooks.example.com/services/T0/B0/abcXyz9";
const kinds = [{ kind: "access", about: "API access" }, { kind: "account", about: "Accounts" }];
const delivery = (more: Partial<DeliveryView> = {}): DeliveryView => ({
  delivery_id: "msg_1", kind: "access.proven", summary: "Proved access.", account_id: null, state: "delivered", tries: 1,
  created_at: "2026-11-20T10:00:00Z", last_try_at: "2026-11-20T10:00:01Z", last_status: 204, last_error: null, next_at: null, ...more,
});

/** The page of one webhook, whose list of deliveries grows by what is sent. */
function openOne(view: WebhookView, rows: DeliveryView[] = [], more: Parameters<typeof fakeApi>[0] = {}) {
  const sent = fakeApi({
    "GET /webhooks": () => ({ items: [view], kinds }),
    "GET /webhooks/whk_1": () => view,
    "GET /webhooks/whk_1/deliveries": () => ({ items: rows, next_cursor: null }),
    ...more,
  });
  renderRoutes(
    [{ path: "/settings/webhooks/:webhookId", element: withNotices(<WebhookPage />) }, { path: "*", element: <p>the list</p> }],
    "/settings/webhooks/whk_1",
  );
  return sent;
}

test("a webhook is added, and its secret is shown once", async () => {
  const items: WebhookView[] = [];
  const sent = fakeApi({
    "GET /webhooks": () => ({ items, kinds }),
    "POST /webhooks": () => {
      items.push(webhook());
      return new Status(201, { secret: "whsec_once", view: webhook() });
    },
  });
  renderRoutes([{ path: "*", element: <WebhooksPage /> }], "/");
  expect(await screen.findByText("No webhooks")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Add a webhook" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Name" }), " On call ");
  await userEvent.type(screen.getByRole("textbox", { name: "URL" }), URL_OF_IT);
  await userEvent.click(screen.getByRole("button", { name: "Add" }));
  expect((await screen.findByTestId("once-secret-value")).textContent).toContain("whsec_once");
  expect(screen.queryByText(/only a hash/)).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "I have copied it" }));
  expect(screen.queryByText("whsec_once")).toBeNull();
  expect(await screen.findByText("https://hooks.example.com/…Xyz9")).toBeTruthy();
  const body = { name: "On call", url: URL_OF_IT, format: "landfast", kinds: [] };
  expect(sent.find((one) => one.method === "POST")?.body).toEqual(body);
});

test("a URL that is refused says why at its field", async () => {
  const detail = "The address is not one of the public Internet.";
  fakeApi({
    "GET /webhooks": () => ({ items: [], kinds }),
    "POST /webhooks": () => problem(422, "webhook_url_invalid", { fields: [{ path: "url", code: "webhook_url_invalid", detail }] }),
  });
  renderRoutes([{ path: "*", element: <WebhooksPage /> }], "/");
  await userEvent.click(await screen.findByRole("button", { name: "Add a webhook" }));
  await userEvent.type(screen.getByRole("textbox", { name: "URL" }), "https://10.0.0.1/x");
  await userEvent.click(screen.getByRole("button", { name: "Add" }));
  expect(await screen.findByText(detail)).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "URL" }).value).toBe("https://10.0.0.1/x");
});

test("a test event is sent and shows up with its answer", async () => {
  const rows: DeliveryView[] = [];
  const sent = openOne(webhook(), rows, {
    "POST /webhooks/whk_1/test": () => {
      rows.push(delivery({ kind: "webhook.test", state: "waiting", last_status: 500, last_error: "The receiver answered 500." }));
      return new Status(202, rows[0]);
    },
    "POST /webhooks/whk_1/deliveries/msg_1/redeliver": () => new Status(202, rows[0]),
  });
  expect(await screen.findByText("Nothing was sent yet")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Send a test event" }));
  expect(await screen.findByText("The receiver answered 500.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Send webhook.test again" }));
  await waitFor(() => { expect(sent.filter((one) => one.method === "POST")).toHaveLength(2); });
});

test("one that was stopped says why, sends nothing, and can be turned on", async () => {
  const sent = openOne(webhook({ state: "gone" }), [delivery()], { "PATCH /webhooks/whk_1": () => webhook() });
  expect(await screen.findByText("Stopped: answered 410")).toBeTruthy();
  for (const name of ["Send a test event", "Send access.proven again"]) {
    expect((await screen.findByRole("button", { name })).getAttribute("aria-disabled")).toBe("true");
  }
  await userEvent.click(screen.getByRole("button", { name: "Turn on" }));
  await waitFor(() => { expect(sent.find((one) => one.method === "PATCH")?.body).toEqual({ enabled: true }); });
});

test("an edit that types no URL keeps it, with kinds that the form does not know", async () => {
  const view = webhook({ kinds: ["access.proven"], format: "slack" });
  const sent = openOne(view, [], { "PATCH /webhooks/whk_1": () => view });
  await userEvent.click(await screen.findByRole("button", { name: "Edit" }));
  const modal = within(screen.getByTestId("form-modal"));
  await userEvent.type(modal.getByRole("textbox", { name: "Name" }), "!");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => {
    expect(sent.find((one) => one.method === "PATCH")?.body).toEqual({ name: "On call!", format: "slack", kinds: ["access.proven"] });
  });
});

test("removing asks first and leads back to the list", async () => {
  const sent = openOne(webhook(), [], { "DELETE /webhooks/whk_1": () => new Status(204, null) });
  await userEvent.click(await screen.findByRole("button", { name: "Remove" }));
  expect(sent.some((one) => one.method === "DELETE")).toBe(false);
  await userEvent.click(within(screen.getByTestId("confirm-modal")).getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("the list")).toBeTruthy();
});
