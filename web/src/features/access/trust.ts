import type { Method, Trust } from "../../api/types.ts";

interface Choice {
  label: string;
  description: string;
}
/** Whom a role can trust. One that is added to the contract breaks the build here. */
export const TRUSTS: Record<Trust, Choice> = {
  role: {
    label: "The server's AWS identity",
    description: "The role or user as which this server runs, in an AWS account of its own.",
  },
  issuer: {
    label: "The server's OIDC issuer",
    description: "Tokens that this server signs. It needs no AWS account; the account gets an OIDC provider.",
  },
};

/** Whether the method brings a role that trusts somebody. */
export const hasRole = (method: Method): boolean => method !== "access_keys" && method !== "machine_identity";
