/**
 * The one place that says where the API's types come from.
 *
 * To switch to the generated document, replace both lines by names from `./generated/schema`:
 *   import type { components, paths as Raw } from "./generated/schema";
 *   export type paths = { [P in keyof Raw as P extends `/api/v1${infer Rest}` ? Rest : P]: Raw[P] };
 *   export type AccountView = components["schemas"]["AccountView"];  // and so on
 */
export type * from "./contract/schemas.ts";
export type { AccountsQuery, CountedPage, Page, paths } from "./contract/paths.ts";
