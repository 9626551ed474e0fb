import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { ALL_LINKED } from "../../api/organization.ts";
import type { MemberView } from "../../api/types.ts";
import { fakeApi, problem } from "../../test/fake-api.ts";
import { renderPiece } from "../../test/render.tsx";
import { ID, ownerLink } from "../../test/samples.ts";
import { LinkedTable } from "./LinkedTable.tsx";

const PAYER = "210987654321";
const PATH = `/accounts/${PAYER}/linked/${ID}/owner-links`;

const member = (more: Partial<MemberView> = {}) =>
  ({
    account_id: ID, name: "Quay", standing: "not_activated", next: null, refused: null, unit: null, stack: null, stack_reason: null, stack_why: null, stack_words: null, state: "active", activate: { name: "activate", allowed: true, why_not: null },
    registered: null, proven_at: null, ...more,
  }) as MemberView;

function open(answer: (days: number) => unknown) {
  let now = member();
  fakeApi({
    [`GET /accounts/${PAYER}/linked`]: () => ({ items: [now], next_cursor: null, total: 1 }),
    [`POST ${PATH}`]: ({ body }) => {
      now = member({ registered: "registering" });
      return answer((body as { expires_in_days: number }).expires_in_days);
    },
  });
  renderPiece(<LinkedTable payer={PAYER} units={[]} stacks={false} filter={ALL_LINKED} onFilter={() => undefined} />);
}

test("an account that is not registered is registered by its owner's link, which stays until it was copied", async () => {
  open((days) => ({ link: `/owner#lfo_olk_${days}.secret`, view: ownerLink() }));
  await userEvent.click(await screen.findByTestId(`link-for-${ID}`));
  expect(await screen.findByText(/is registered by this/)).toBeTruthy();
  await userEvent.click(screen.getByTestId("form-modal-submit"));
  expect(await screen.findByText(`${location.origin}/owner#lfo_olk_7.secret`)).toBeTruthy();
  expect(await screen.findByRole("link", { name: ID })).toBeTruthy();
  expect(screen.queryByTestId(`link-for-${ID}`)).toBeNull();
  await userEvent.click(screen.getByTestId("once-secret-close"));
  expect(screen.queryByText(/secret/)).toBeNull();
});

test("one that has left is refused in the server's words", async () => {
  open(() => problem(409, "action_not_allowed"));
  await userEvent.click(await screen.findByTestId(`link-for-${ID}`));
  await userEvent.click(await screen.findByTestId("form-modal-submit"));
  expect(await screen.findByText("detail of action_not_allowed")).toBeTruthy();
});
