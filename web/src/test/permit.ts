import type { PermitView } from "../api/types.ts";

export const PAYER = "210987654321";
const action = (name: string) => ({ name, allowed: true, why_not: null });

/** A permit that waits for its stack, with what is different about it. */
export const permit = (more: Partial<PermitView> = {}): PermitView => ({
  permit_id: "prm_1", payer: PAYER, way: "selected", state: "asked", summary: "It waits for its stack.", last: null, looked_at: null,
  role_arn: `arn:aws:iam::${PAYER}:role/landfast/landfast-activation-x`, account_ids: [], member_role: "OrganizationAccountAccessRole",
  asked_by: "ada", asked_at: "2026-11-21T02:00:00Z", valid_until: "2026-11-22T02:00:00Z", open_since: null, gone_at: null, stack: null,
  why_not_ready: null, guide: [{ text: "Delete the stack.", link: null, command: null }], ending: null, tries: [], next_at: null,
  actions: [action("check"), action("end")], ...more,
});
