import Select, { type SelectProps } from "@cloudscape-design/components/select";
import TextFilter from "@cloudscape-design/components/text-filter";
import { ACCOUNT_STATUSES, KINDS } from "../../ui/badges.tsx";
import type { RowFilter } from "./tree.ts";

interface AccountFiltersProps {
  filter: RowFilter;
  onChange: (filter: RowFilter) => void;
  /** How many rows match; not said while nothing is filtered. */
  count: number;
}

const KIND_OPTIONS: SelectProps.Option[] = [
  { value: "all", label: "Any kind" },
  ...Object.entries(KINDS).map(([value, label]) => ({ value, label })),
  { value: "unknown", label: "Not known yet" },
];
const STATUS_OPTIONS: SelectProps.Option[] = [
  { value: "all", label: "Any status" },
  ...Object.entries(ACCOUNT_STATUSES).map(([value, { text }]) => ({ value, label: text })),
];

export const isFiltered = ({ text, kind, status }: RowFilter) => text !== "" || kind !== "all" || status !== "all";

export function AccountFilters({ filter, onChange, count }: AccountFiltersProps) {
  return (
    <div className="lf-filters">
      <TextFilter
        filteringText={filter.text}
        filteringPlaceholder="Find by name or account id"
        filteringAriaLabel="Find accounts by name or account id"
        countText={isFiltered(filter) ? (count === 1 ? "1 match" : `${count} matches`) : ""}
        onChange={({ detail }) => { onChange({ ...filter, text: detail.filteringText }); }}
        data-testid="accounts-search"
      />
      <Choice
        label="Kind"
        options={KIND_OPTIONS}
        value={filter.kind ?? "all"}
        onChange={(kind) => { onChange({ ...filter, kind: kind as RowFilter["kind"] }); }}
      />
      <Choice
        label="Status"
        options={STATUS_OPTIONS}
        value={filter.status}
        onChange={(status) => { onChange({ ...filter, status: status as RowFilter["status"] }); }}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  options: SelectProps.Option[];
  value: string;
  onChange: (value: string) => void;
}

function Choice({ label, options, value, onChange }: ChoiceProps) {
  return (
    <Select
      ariaLabel={`${label} of account`}
      options={options}
      selectedOption={options.find((option) => option.value === value) ?? null}
      onChange={({ detail }) => { onChange(detail.selectedOption.value ?? "all"); }}
      data-testid={`accounts-${label.toLowerCase()}`}
    />
  );
}
