import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useId } from "react";
import type { RuleDraft } from "./draft.ts";

interface RuleFieldProps<T extends string> {
  id: string;
  label: string;
  says: string;
  rule: RuleDraft<T>;
  /** What holds where nothing is chosen, and why; `null` where the server does not say it. */
  usual: { text: string; why: string } | null;
  options: readonly (SelectProps.Option & { value: T })[];
  error: string | undefined;
  onChange: (rule: RuleDraft<T>) => void;
  children?: ReactNode;
}

const USUAL = "usual";

/** A rule in plain words: as usual, or otherwise and then where the contract says so. */
export function RuleField<T extends string>({ id, label, says, rule, usual, options, error, onChange, children }: RuleFieldProps<T>) {
  const name = useId();
  const asUsual: SelectProps.Option = { value: USUAL, label: usual === null ? "As usual" : `As usual: ${usual.text.replace(/^./, (first) => first.toLowerCase())}` };
  const chosen = options.find(({ value }) => value === rule.value) ?? asUsual;
  return (
    <div className="lf-rule" role="group" aria-labelledby={name} data-testid={`rule-field-${id}`}>
      <div>
        <div id={name} className="lf-key">{label}</div>
        <div className="lf-about">{says}</div>
      </div>
      <FormField errorText={error}>
        <SpaceBetween size="s">
          <Select
            options={[asUsual, ...options]}
            selectedOption={chosen}
            onChange={({ detail: { selectedOption: { value } } }) => {
              const found = options.find((option) => option.value === value);
              onChange(found === undefined ? { value: null, source: "" } : { value: found.value, source: rule.source });
            }}
            ariaLabel={label}
            expandToViewport
            data-testid={`choose-${id}`}
          />
          {children}
        </SpaceBetween>
      </FormField>
      {rule.value === null ? (
        <div className="lf-about lf-rule-why">{usual?.why}</div>
      ) : (
        <FormField constraintText="Where the contract says so" stretch>
          <Input
            value={rule.source}
            onChange={({ detail }) => { onChange({ ...rule, source: detail.value }); }}
            placeholder="Clause, such as 4.2"
            ariaLabel={`Where the contract says so: ${label}`}
            autoComplete={false}
            data-testid={`source-${id}`}
          />
        </FormField>
      )}
    </div>
  );
}
