import type * as s from "./schemas.ts";

/** The operations of the HTTP contract, in the form that openapi-typescript writes and openapi-fetch reads. */
interface Json<T> {
  headers: Record<string, unknown>;
  content: { "application/json": T };
}
interface NoContent {
  headers: Record<string, unknown>;
  content?: never;
}
interface Failing {
  default: { headers: Record<string, unknown>; content: { "application/problem+json": s.Problem } };
}
interface Parameters<Path, Query> {
  path: Path;
  query?: Query;
  header?: never;
  cookie?: never;
}
interface NoPath<Query> {
  path?: never;
  query?: Query;
  header?: never;
  cookie?: never;
}
type ParametersOf<Path, Query> = [Path] extends [never] ? NoPath<Query> : Parameters<Path, Query>;
interface Read<T, Path = never, Query = never> {
  parameters: ParametersOf<Path, Query>;
  requestBody?: never;
  responses: { 200: Json<T> } & Failing;
}
interface Write<Body, Responses, Path = never> {
  parameters: ParametersOf<Path, never>;
  requestBody: { content: { "application/json": Body } };
  responses: Responses & Failing;
}
interface Act<Responses, Path = never> {
  parameters: ParametersOf<Path, never>;
  requestBody?: never;
  responses: Responses & Failing;
}

type Ok<T> = Record<200, Json<T>>;
type Created<T> = Record<201, Json<T>>;
type Accepted<T> = Record<202, Json<T>>;
type Gone = Record<204, NoContent>;
interface Items<T> {
  items: T[];
}
export interface Page<T> extends Items<T> {
  next_cursor: string | null;
}
export interface CountedPage<T> extends Page<T> {
  total: number;
}
interface Account {
  account_id: string;
}
interface Step extends Account {
  step: s.StepName;
}
export interface AccountsQuery {
  limit?: number;
  cursor?: string;
  search?: string;
  kind?: s.AccountKind;
  status?: s.AccountStatus;
  payer?: string;
}
interface Cursor {
  cursor?: string;
}
interface ActivityQuery extends Cursor {
  account_id?: string;
}

export interface paths {
  "/health": { get: Read<s.Health> };
  "/identity": { get: Read<s.IdentityView> };
  "/setup": { get: Read<s.SetupView>; post: Write<s.SetupDraft, Ok<s.SessionView>> };
  "/session": { get: Read<s.SessionView>; post: Write<s.SignIn, Ok<s.SessionView>>; delete: Act<Gone> };
  "/workspaces": { get: Read<Items<s.WorkspaceView>>; post: Write<{ name: string }, Created<s.WorkspaceView>> };
  "/users": { get: Read<Items<s.UserView>>; post: Write<s.UserDraft, Created<s.InvitationView>> };
  "/users/{user_id}": {
    patch: Write<{ role: s.Role }, Ok<s.UserView>, { user_id: string }>;
    delete: Act<Gone, { user_id: string }>;
  };
  "/tokens": { get: Read<Items<s.TokenView>>; post: Write<s.TokenDraft, Created<s.NewTokenView>> };
  "/tokens/{token_id}": { delete: Act<Gone, { token_id: string }> };
  "/accounts": {
    get: Read<CountedPage<s.AccountView>, never, AccountsQuery>;
    post: Write<s.AccountDraft, Created<s.AccountView>>;
  };
  "/accounts/{account_id}": {
    get: Read<s.AccountView, Account>;
    patch: Write<s.AccountChange, Ok<s.AccountView>, Account>;
    delete: Act<Ok<s.RemovalView>, Account>;
  };
  "/accounts/{account_id}/steps/{step}": { get: Read<s.StepView, Step> };
  "/accounts/{account_id}/steps/{step}/checks": { post: Write<s.CheckDraft, Accepted<s.CheckView>, Step> };
  "/accounts/{account_id}/steps/{step}/skip": { post: Act<Ok<s.StepView>, Step> };
  "/accounts/{account_id}/steps/{step}/resume": { post: Act<Ok<s.StepView>, Step> };
  "/accounts/{account_id}/checks": { get: Read<Page<s.CheckView>, Account, Cursor> };
  "/accounts/{account_id}/checks/{check_id}": { get: Read<s.CheckView, Account & { check_id: string }> };
  "/accounts/{account_id}/role": { put: Write<s.RoleDraft, Ok<s.StepView>, Account> };
  "/accounts/{account_id}/confirm": { post: Act<Ok<s.AccountView>, Account> };
  "/activity": { get: Read<Page<s.ActivityView>, never, ActivityQuery> };
  "/activity/verification": { get: Read<s.VerificationView> };
  "/work": { get: Read<Items<s.WorkView>, never, { state?: s.WorkState }> };
  "/work/{work_id}/retry": { post: Act<Ok<s.WorkView>, { work_id: string }> };
  "/permissions": { get: Read<s.PermissionsView> };
}
