import type { AccountView } from "../api/types.ts";
import { CopyValue } from "./CopyField.tsx";

/** The role that passed every check; of an account with an access key there is none. */
export function ProvenRole({ account: { role_arn, method } }: { account: AccountView }) {
  if (role_arn !== null) return <CopyValue label="role ARN" value={role_arn} />;
  return <>{method === "access_keys" ? "None: an access key is used" : "None yet"}</>;
}
