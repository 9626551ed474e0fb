import Select, { type SelectProps } from "@cloudscape-design/components/select";
import type { Role } from "../api/types.ts";

export const ROLES: Record<Role, { label: string; description: string }> = {
  operator: { label: "Operator", description: "Registers, checks and removes accounts; manages people and tokens." },
  reader: { label: "Reader", description: "Sees everything, changes nothing." },
};

interface RoleSelectProps {
  role: Role;
  onChange: (role: Role) => void;
  ariaLabel?: string;
  "data-testid"?: string;
}

export function RoleSelect({ role, onChange, ...rest }: RoleSelectProps) {
  const options = Object.entries(ROLES).map(([value, words]): SelectProps.Option => ({ value, ...words }));
  return (
    <Select
      {...rest}
      options={options}
      selectedOption={{ value: role, label: ROLES[role].label }}
      onChange={({ detail }) => { onChange(detail.selectedOption.value as Role); }}
    />
  );
}
