import type { TilesProps } from "@cloudscape-design/components/tiles";
import { useQuery } from "@tanstack/react-query";
import { methods } from "../../api/keys.ts";
import type { Method } from "../../api/types.ts";

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
  access_keys: {
    label: "Access keys",
    description: "A long-term key of an IAM user, for accounts where no role can be made.",
  },
};
export const COMING: readonly Choice[] = [
  { label: "This machine's identity", description: "For the account that Landfast itself runs in." },
];

/** The methods as tiles; one that the workspace has turned off is disabled; `OffMethods` says so. */
export function useMethodTiles(): TilesProps.TilesDefinition[] {
  const { data } = useQuery(methods);
  const off = new Set(data?.items.filter(({ enabled }) => !enabled).map(({ method }) => method));
  return Object.entries(METHODS).map(([value, { label, description }]) => {
    return { value, label, description, disabled: off.has(value as Method) };
  });
}
