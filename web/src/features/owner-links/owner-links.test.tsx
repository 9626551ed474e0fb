import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { OwnerLinkView } from "../../api/types.ts";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { renderPiece } from "../../test/render.tsx";
import { ID, ownerLink, ownerLinks } from "../../test/samples.ts";
import { OwnerLinks } from "./OwnerLinks.tsx";

const PATH = `/accounts/${ID}/owner-links`;

test("a link is made for the days that were chosen, and shown once", async () => {
  const items: OwnerLinkView[] = [];
  const sent = fakeApi({
    [`GET ${PATH}`]: () => ownerLinks(items),
    [`POST ${PATH}`]: ({ body }) => {
      const days = (body as { expires_in_days: number }).expires_in_days;
      if (days > 30) {
        return problem(422, "owner_link_expiry_invalid", {
          fields: [{ path: "expires_in_days", code: "owner_link_expiry_invalid", detail: "At most 30." }],
        });
      }
      items.push(ownerLink());
      return { link: "/owner#lfo_olk_1.secret", view: ownerLink() };
    },
  });
  renderPiece(<OwnerLinks accountId={ID} />);
  expect(await screen.findByText("No links")).toBeTruthy();
  await userEvent.click(screen.getByTestId("make-owner-link"));
  const days = await screen.findByRole("spinbutton");
  expect(days).toHaveProperty("value", "7");
  await userEvent.clear(days);
  await userEvent.type(days, "31");
  await userEvent.click(screen.getByTestId("form-modal-submit"));
  expect(await screen.findByText("At most 30.")).toBeTruthy();
  await userEvent.clear(days);
  await userEvent.type(days, "3");
  await userEvent.click(screen.getByTestId("form-modal-submit"));
  expect(await screen.findByText(`${location.origin}/owner#lfo_olk_1.secret`)).toBeTruthy();
  await userEvent.click(screen.getByTestId("once-secret-close"));
  expect(await screen.findByTestId("owner-link-olk_1")).toBeTruthy();
  expect(screen.queryByText(/secret/)).toBeNull();
  expect(sent.filter((one) => one.method === "POST").map((one) => one.body)).toEqual([{ expires_in_days: 31 }, { expires_in_days: 3 }]);
});

test("a link is revoked after a question; what has ended cannot be revoked again", async () => {
  let now = ownerLink();
  const ended = ownerLink({ link_id: "olk_2", state: "expired", actions: [{ name: "revoke", allowed: false, why_not: "It has expired." }] });
  const sent = fakeApi({
    [`GET ${PATH}`]: () => ownerLinks([now, ended]),
    [`DELETE ${PATH}/olk_1`]: () => {
      now = ownerLink({ state: "revoked", revoked_by: "bob@harbour.example", revoked_at: "2026-11-22T10:00:00Z" });
      return {};
    },
  });
  renderPiece(<OwnerLinks accountId={ID} />);
  expect((await screen.findByTestId("revoke-olk_2")).getAttribute("aria-disabled")).toBe("true");
  await userEvent.click(screen.getByTestId("revoke-olk_1"));
  expect(sent.some((one) => one.method === "DELETE")).toBe(false);
  await userEvent.click(await screen.findByTestId("confirm-modal-confirm"));
  expect(await screen.findByText(/by bob@harbour.example/)).toBeTruthy();
  await waitFor(() => { expect(screen.queryByTestId("confirm-modal")).toBeNull(); });
});

test("where there is no role to be made the server says why", async () => {
  fakeApi({ [`GET ${PATH}`]: () => ownerLinks([], "This account is reached by an access key.") });
  renderPiece(<OwnerLinks accountId={ID} />);
  await waitFor(() => { expect(screen.getByTestId("make-owner-link").getAttribute("aria-disabled")).toBe("true"); });
});
