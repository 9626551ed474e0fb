import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Tiles, { type TilesProps } from "@cloudscape-design/components/tiles";
import Toggle from "@cloudscape-design/components/toggle";
import { type ReactNode, useId } from "react";
import type { Failure } from "../../api/failure.ts";
import { fieldError } from "../../api/problem.ts";
import type { CapabilityView, TagAccess } from "../../api/types.ts";
import { RouteLink } from "../../ui/Links.tsx";
import { type Chosen, switchesOf, TAG_ACCESS, toggled } from "./choices.ts";

/** The fields that a problem of the choices can name. */
export const CHOICE_FIELDS = ["capabilities", "tag_access"] as const;

interface ChoiceFieldsProps {
  /** As `GET /permissions` describes them. */
  capabilities: readonly CapabilityView[];
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
  failure: Failure | null;
}

/** Switches for what Landfast may do, each with what it is for, and the access to tags. */
export function ChoiceFields({ capabilities, chosen, onChange, failure }: ChoiceFieldsProps) {
  const switches = switchesOf(capabilities, chosen.capabilities);
  return (
    <SpaceBetween size="l">
      {switches.length > 0 && (
        <Group label="Capabilities" error={fieldError(failure, "capabilities")}>
          <Box color="text-body-secondary" fontSize="body-s">
            Each adds rights to the role, and Landfast does without what is off.{" "}
            <RouteLink to="/settings/permissions">Permissions</RouteLink> lists every action with its reason.
          </Box>
          {switches.map(({ name, title, about, actions }) => (
            <Toggle
              key={name}
              checked={chosen.capabilities.includes(name)}
              description={actions === 0 ? about : `${about} ${actionsText(actions)}`}
              onChange={({ detail }) => {
                onChange({ ...chosen, capabilities: toggled(chosen.capabilities, name, detail.checked) });
              }}
              data-testid={`choice-${name}`}
            >
              {title}
            </Toggle>
          ))}
        </Group>
      )}
      <FormField label="Tags" description="What Landfast may do with the tags of resources." errorText={fieldError(failure, "tag_access")} stretch>
        <Tiles
          ariaLabel="Tags"
          value={chosen.tagAccess}
          columns={3}
          items={Object.entries(TAG_ACCESS).map(([value, words]): TilesProps.TilesDefinition => ({ value, ...words }))}
          onChange={({ detail }) => { onChange({ ...chosen, tagAccess: detail.value as TagAccess }); }}
          data-testid="choice-tags"
        />
      </FormField>
      <AlwaysOn capabilities={capabilities} />
    </SpaceBetween>
  );
}

interface GroupProps {
  label: string;
  error: string | undefined;
  children: ReactNode;
}

/** Several switches under one name. A form field would give its own name and description to each of them. */
function Group({ label, error, children }: GroupProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <SpaceBetween size="xs">
        <Box variant="awsui-key-label">
          <span id={id}>{label}</span>
        </Box>
        {children}
        {error !== undefined && (
          <div role="alert">
            <StatusIndicator type="error">{error}</StatusIndicator>
          </div>
        )}
      </SpaceBetween>
    </div>
  );
}

const actionsText = (count: number) => (count === 1 ? "One action." : `${count} actions.`);

function AlwaysOn({ capabilities }: { capabilities: readonly CapabilityView[] }) {
  const titles = capabilities.filter(({ choice }) => choice === "always").map(({ title }) => title);
  if (titles.length === 0) return null;
  return <Box color="text-body-secondary">Always on, because no check can be without them: {titles.join(", ")}.</Box>;
}
