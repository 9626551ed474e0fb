import type { AccountView, Method } from "../api/types.ts";
import { CopyValue } from "./CopyField.tsx";

const WITHOUT: Partial<Record<Method, string>> = {
  access_keys: "None: an access key is used",
  machine_identity: "None: the server's own identity is used",
};

/** The role that passed every check; where an account is reached without one, what takes its place. */
export function ProvenRole({ account: { role_arn, method } }: { account: AccountView }) {
  if (role_arn !== null) return <CopyValue label="role ARN" value={role_arn} />;
  return <>{WITHOUT[method] ?? "None yet"}</>;
}
