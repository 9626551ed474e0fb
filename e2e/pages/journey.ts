import type { Page } from "@playwright/test";

/** A page of the console, with the text or test id that shows it is drawn. */
export interface Stop {
  name: string;
  path: string;
  drawn: string;
}

/** Every page that somebody who is signed in can open. */
export const pagesOf = (accounts: { proven: string; refused: string; open: string }): Stop[] => [
  { name: "accounts", path: "/accounts", drawn: `account-row-${accounts.proven}` },
  { name: "method", path: "/register", drawn: "register-method" },
  { name: "details", path: "/register?step=details", drawn: "register-account-id" },
  { name: "API access, to do", path: `/accounts/${accounts.open}/register`, drawn: "open-create-stack" },
  { name: "API access, refused", path: `/accounts/${accounts.refused}/register`, drawn: "findings" },
  { name: "API access, proven", path: `/accounts/${accounts.proven}/register?step=access`, drawn: "access-proven" },
  { name: "confirm", path: `/accounts/${accounts.proven}/register?step=confirm`, drawn: "register-summary" },
  { name: "account", path: `/accounts/${accounts.proven}`, drawn: "step-api-access" },
  { name: "billing export", path: `/accounts/${accounts.proven}`, drawn: "billing-export" },
  { name: "account with findings", path: `/accounts/${accounts.refused}`, drawn: "findings" },
  { name: "history", path: `/accounts/${accounts.proven}?tab=history`, drawn: "checks-table" },
  { name: "links for the owner", path: `/accounts/${accounts.open}?tab=access`, drawn: "owner-links" },
  { name: "access", path: `/accounts/${accounts.proven}?tab=access`, drawn: "external-id-now" },
  { name: "bills", path: `/accounts/${accounts.proven}?tab=bills`, drawn: "bills-table" },
  { name: "linked accounts", path: `/accounts/${accounts.proven}?tab=linked`, drawn: "linked-table" },
  { name: "costs", path: "/costs", drawn: "costs-none" },
  { name: "commitments", path: "/commitments", drawn: "commitments-none" },
  { name: "a new commitment", path: "/commitments/new", drawn: "commitment-form" },
  { name: "removal", path: `/accounts/${accounts.proven}/remove`, drawn: "removal-guide" },
  { name: "receipts", path: "/receipts", drawn: "receipts-table" },
  { name: "activity", path: "/activity", drawn: "verification" },
  { name: "identity", path: "/settings/identity", drawn: "identity" },
  { name: "issuer", path: "/settings/issuer", drawn: "issuer-none" },
  { name: "permissions", path: "/settings/permissions", drawn: "cannot" },
  { name: "methods", path: "/settings/methods", drawn: "switch-access_keys" },
  { name: "workspaces", path: "/settings/workspaces", drawn: "workspaces-table" },
  { name: "users", path: "/settings/users", drawn: "users-table" },
  { name: "tokens", path: "/settings/tokens", drawn: "tokens-table" },
  { name: "webhooks", path: "/settings/webhooks", drawn: "webhooks-table" },
  { name: "failed work", path: "/settings/work", drawn: "work-table" },
];

/** What the holder of a link can open, and one whose link has ended; nobody is signed in. */
export const pagesOfOwners = (links: { open: string; refused: string; proven: string }): Stop[] => [
  { name: "owner, to do", path: links.open, drawn: "open-create-stack" },
  { name: "owner, refused", path: links.refused, drawn: "findings" },
  { name: "owner, done", path: links.proven, drawn: "owner-done" },
  { name: "owner, link ended", path: "/owner#lfo_none", drawn: "owner-link-ended" },
];

/** Opens a page and waits until it has its data. */
export async function visitPage(page: Page, { path, drawn }: Stop): Promise<void> {
  await page.goto(path);
  await page.getByTestId(drawn).first().waitFor();
}
