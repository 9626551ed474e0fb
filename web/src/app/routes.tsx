import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { NotFound, RouteFailure } from "./NotFound.tsx";
import { RequireSession } from "./RequireSession.tsx";
import type { LayoutHandle } from "./Shell.tsx";

const wide: LayoutHandle = { contentType: "table" };
const wizard: LayoutHandle = { contentType: "wizard" };
const plain: LayoutHandle = { contentType: "default" };

/** Each page is a chunk of its own, fetched when it is first opened. */
const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/accounts" replace /> },
  { path: "accounts", handle: wide, lazy: () => import("../features/accounts/AccountsPage.tsx") },
  { path: "register", handle: wizard, lazy: () => import("../features/registration/NewAccountPage.tsx") },
  {
    path: "accounts/:accountId/register",
    handle: wizard,
    lazy: () => import("../features/registration/ResumePage.tsx"),
  },
  { path: "accounts/:accountId", handle: plain, lazy: () => import("../features/account-page/AccountPage.tsx") },
  { path: "accounts/:accountId/remove", handle: plain, lazy: () => import("../features/removal/RemovalPage.tsx") },
  {
    path: "accounts/:accountId/activations/:activationId",
    handle: plain,
    lazy: () => import("../features/activation/ActivationPage.tsx"),
  },
  { path: "costs", handle: wide, lazy: () => import("../features/costs/CostsPage.tsx") },
  { path: "commitments", handle: wide, lazy: () => import("../features/commitments/CommitmentsPage.tsx") },
  { path: "commitments/new", handle: plain, lazy: () => import("../features/commitments/NewCommitmentPage.tsx") },
  { path: "commitments/:commitmentId", handle: wide, lazy: () => import("../features/commitments/CommitmentPage.tsx") },
  { path: "commitments/:commitmentId/edit", handle: plain, lazy: () => import("../features/commitments/EditCommitmentPage.tsx") },
  { path: "receipts", handle: wide, lazy: () => import("../features/removal/ReceiptsPage.tsx") },
  { path: "activity", handle: wide, lazy: () => import("../features/activity/ActivityPage.tsx") },
  { path: "settings", element: <Navigate to="/settings/identity" replace /> },
  { path: "settings/identity", handle: plain, lazy: () => import("../features/settings/IdentityPage.tsx") },
  { path: "settings/issuer", handle: plain, lazy: () => import("../features/settings/IssuerPage.tsx") },
  { path: "settings/methods", handle: plain, lazy: () => import("../features/settings/MethodsPage.tsx") },
  { path: "settings/users", handle: wide, lazy: () => import("../features/settings/UsersPage.tsx") },
  { path: "settings/workspaces", handle: wide, lazy: () => import("../features/settings/WorkspacesPage.tsx") },
  { path: "settings/tokens", handle: wide, lazy: () => import("../features/settings/TokensPage.tsx") },
  { path: "settings/webhooks", handle: wide, lazy: () => import("../features/settings/WebhooksPage.tsx") },
  { path: "settings/webhooks/:webhookId", handle: plain, lazy: () => import("../features/settings/WebhookPage.tsx") },
  { path: "settings/permissions", handle: plain, lazy: () => import("../features/settings/PermissionsPage.tsx") },
  { path: "settings/work", handle: wide, lazy: () => import("../features/settings/WorkPage.tsx") },
  { path: "*", handle: plain, element: <NotFound /> },
];

export const routes: RouteObject[] = [
  {
    errorElement: <RouteFailure />,
    hydrateFallbackElement: <></>,
    children: [
      { path: "/sign-in", lazy: () => import("../features/session/SignInPage.tsx") },
      { path: "/owner", lazy: () => import("../features/owner/OwnerPage.tsx") },
      { path: "/setup", lazy: () => import("../features/session/SetupPage.tsx") },
      { path: "/", element: <RequireSession />, children: pages },
    ],
  },
];

export const newRouter = () => createBrowserRouter(routes);
