import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

export interface SetupForm {
  email: string;
  password: string;
  repeated: string;
  workspace: string;
}

interface SetupFieldsProps {
  form: SetupForm;
  onChange: (form: SetupForm) => void;
  /** The first operator also says who they are and names the workspace. */
  first: boolean;
  errorOf: (field: "email" | "password" | "workspace") => string | undefined;
  mismatch: boolean;
}

const NEW_PASSWORD = "At least 12 characters. A sentence of a few words is good; a password manager is better.";
const INVITED_PASSWORD =
  "If you have a password on this server already, from another workspace, give that one: it stays as it is. " +
  `Otherwise choose one. ${NEW_PASSWORD}`;

export function SetupFields({ form, onChange, first, errorOf, mismatch }: SetupFieldsProps) {
  const input = (name: keyof SetupForm, props: Omit<InputProps, "value" | "onChange">) => (
    <Input
      {...props}
      value={form[name]}
      onChange={({ detail }) => { onChange({ ...form, [name]: detail.value }); }}
      data-testid={`setup-${name}`}
    />
  );
  return (
    <SpaceBetween size="m">
      {first && (
        <Field label="E-mail" error={errorOf("email")}>
          {input("email", { type: "email", autoComplete: "username" })}
        </Field>
      )}
      <Field
        label="Password"
        description={first ? NEW_PASSWORD : INVITED_PASSWORD}
        error={errorOf("password")}
      >
        {input("password", { type: "password", autoComplete: "new-password" })}
      </Field>
      <Field
        label="Password again"
        error={mismatch ? "The two passwords differ. Type the same one in both fields." : undefined}
      >
        {input("repeated", { type: "password", autoComplete: "new-password" })}
      </Field>
      {first && (
        <Field
          label="Name of the workspace"
          description="A workspace holds accounts and the people who may see them; usually the name of your organization."
          error={errorOf("workspace")}
        >
          {input("workspace", { type: "text", autoComplete: "organization" })}
        </Field>
      )}
    </SpaceBetween>
  );
}

interface FieldProps {
  label: string;
  description?: string;
  error: string | undefined;
  children: ReactNode;
}

function Field({ label, description, error, children }: FieldProps) {
  return (
    <FormField label={label} description={description} errorText={error}>
      {children}
    </FormField>
  );
}
