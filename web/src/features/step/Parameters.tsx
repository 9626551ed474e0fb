import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Instructions, ParameterView } from "../../api/types.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { asksForTagKeys, TAG_KEYS } from "./tag-keys.ts";

/** Every value that goes into the stack, to compare and to copy. */
export function Parameters({ instructions }: { instructions: Instructions }) {
  const { stack_name, template_url, template_version, template_sha256, role_arn, external_id_in_trust } = instructions;
  return (
    <SpaceBetween size="m">
      <div className="lf-fields" data-testid="parameters">
        <CopyField label="Stack name" value={stack_name} about="You may choose another name." data-testid="parameter-stack-name" />
        {instructions.parameters.map((parameter) => (
          <Parameter
            key={parameter.name}
            parameter={parameter}
            isAsked={parameter.name === TAG_KEYS && asksForTagKeys(instructions.parameters)}
            data-testid={`parameter-${parameter.name}`}
          />
        ))}
      </div>
      <ExpandableSection headerText="Template, role and trust in full" headingTagOverride="h3">
        <div className="lf-fields">
          {template_url !== null && (
            <CopyField
              label="Template URL"
              value={template_url}
              about={`Version ${template_version}. The address changes with every change of the template.`}
            />
          )}
          <CopyField label="Template SHA-256" value={template_sha256} about="To compare with a template that you downloaded." />
          <CopyField label="Role" value={role_arn} about="The role that the stack makes." />
          <CopyField
            label="External id in the trust policy"
            value={external_id_in_trust}
            about="The template adds the account id, so that a stack launched in another account is of no use to anybody."
          />
        </div>
      </ExpandableSection>
    </SpaceBetween>
  );
}

interface ParameterProps {
  parameter: ParameterView;
  /** It is empty, and what was chosen is of no use until somebody fills it in. */
  isAsked?: boolean;
  "data-testid": string;
}

/** One parameter of a stack: its value to copy, or what to do with one that has none. */
export function Parameter({ parameter, isAsked = false, "data-testid": testId }: ParameterProps) {
  const { name, value, editable, about } = parameter;
  const note = editable ? undefined : <span className="lf-note">do not change</span>;
  if (value === "") {
    return (
      <div data-testid={testId}>
        <div className="lf-key">
          {name} {isAsked && <span className="lf-note">fill in</span>}
        </div>
        <div>{isAsked ? "The keys are yours to say" : editable ? "Empty, unless you want it" : "Leave empty"}</div>
        <div className="lf-about">{about}</div>
      </div>
    );
  }
  return <CopyField label={name} value={value} note={note} about={about} data-testid={testId} />;
}
