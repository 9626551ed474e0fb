import type { TilesProps } from "@cloudscape-design/components/tiles";
import { useQuery } from "@tanstack/react-query";
import { methods } from "../../api/keys.ts";
import type { Method, MethodView } from "../../api/types.ts";

interface Choice {
  label: string;
  description: string;
}
/** The ways to make the role. A method that is added to the contract breaks the build here. */
export const METHODS: Record<Method, Choice> = {
  console_stack: {
    label: "AWS console",
    description: "Open the create stack page of CloudFormation with everything filled in. Recommended.",
  },
  cli: {
    label: "Command line",
    description: "One AWS CLI command, for CloudShell or your own shell.",
  },
  role_arn: {
    label: "A role of your own",
    description: "Make the role yourself and paste its ARN. Landfast checks it as strictly as its own.",
  },
  terraform: {
    label: "Terraform",
    description: "The same role by a Terraform module, which registers the account too.",
  },
  stack_set: {
    label: "StackSet of the payer",
    description: "The payer's StackSet makes the role, and registers the account when it has.",
  },
  access_keys: {
    label: "Access keys",
    description: "A long-term key of an IAM user, for accounts where no role can be made.",
  },
  machine_identity: {
    label: "As the server itself",
    description: "The server's own AWS identity, for the account that it runs in.",
  },
};

/**
 * The methods as tiles; one that the workspace has turned off is disabled; `OffMethods` says so. What only the
 * server's settings can turn on is not offered while it is off; nobody chooses a payer's StackSet.
 */
export function useMethodTiles(): TilesProps.TilesDefinition[] {
  const { data } = useQuery(methods);
  const off = new Set(data?.items.filter(({ enabled }) => !enabled).map(({ method }) => method));
  const offered = Object.entries(METHODS)
    .filter(([value]) => value !== "stack_set")
    .filter(([value]) => value !== "machine_identity" || data?.items.some(isOn(value)));
  return offered.map(([value, { label, description }]) => {
    return { value, label, description, disabled: off.has(value as Method) };
  });
}

const isOn = (name: string) => ({ method, enabled }: MethodView) => method === name && enabled;
