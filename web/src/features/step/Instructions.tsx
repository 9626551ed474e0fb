import Tabs from "@cloudscape-design/components/tabs";
import { useState } from "react";
import type { Instructions as InstructionsData, Method, StepView } from "../../api/types.ts";
import { KeysTab } from "../keys/KeysTab.tsx";
import { CommandTab } from "./CommandTab.tsx";
import { RoleTab } from "./RoleTab.tsx";
import { ServerTab } from "./ServerTab.tsx";
import { StackTab } from "./StackTab.tsx";
import { useForOwner } from "./audience.ts";
import { TerraformByHandTab, TerraformTab } from "./TerraformTab.tsx";
import type { StepActions } from "./use-step-actions.ts";

interface InstructionsProps {
  accountId: string;
  method: Method;
  step: StepView;
  instructions: InstructionsData;
  actions: StepActions;
}

/** The ways to make the role, as tabs; the one that was chosen at registration is open. */
export function Instructions({ accountId, method, step, instructions, actions }: InstructionsProps) {
  const forOwner = useForOwner();
  const { server_policy: policy } = instructions;
  const byHand = instructions.commands.terraform_by_hand;
  // An owner has no API token for the module: its values go into the call by hand, or not at all.
  const hasTerraform = !forOwner || byHand !== null;
  const [tab, setTab] = useState<string>(method === "terraform" && !hasTerraform ? "console_stack" : method);
  return (
    <Tabs
      activeTabId={tab}
      onChange={({ detail }) => { setTab(detail.activeTabId); }}
      ariaLabel="Ways to set up API access"
      data-testid="instructions"
      tabs={[
        ...(policy === null
          ? []
          : [
              {
                id: "machine_identity" satisfies Method,
                label: "As the server itself",
                content: <ServerTab accountId={accountId} policy={policy} />,
              },
            ]),
        {
          id: "console_stack" satisfies Method,
          label: "AWS console",
          content: <StackTab accountId={accountId} instructions={instructions} />,
        },
        {
          id: "cli" satisfies Method,
          label: "Command line",
          content: <CommandTab accountId={accountId} instructions={instructions} />,
        },
        ...(!hasTerraform
          ? []
          : [
              {
                id: "terraform" satisfies Method,
                label: "Terraform",
                content:
                  forOwner && byHand !== null ? (
                    <TerraformByHandTab accountId={accountId} code={byHand} />
                  ) : (
                    <TerraformTab accountId={accountId} instructions={instructions} />
                  ),
              },
            ]),
        {
          id: "role_arn" satisfies Method,
          label: "A role of your own",
          content: <RoleTab accountId={accountId} step={step} instructions={instructions} actions={actions} />,
        },
        ...(forOwner
          ? []
          : [
              {
                id: "access_keys" satisfies Method,
                label: "Access keys",
                content: <KeysTab accountId={accountId} method={method} />,
              },
            ]),
      ]}
    />
  );
}
