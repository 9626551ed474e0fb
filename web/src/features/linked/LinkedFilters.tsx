import Select, { type SelectProps } from "@cloudscape-design/components/select";
import TextFilter from "@cloudscape-design/components/text-filter";
import type { LinkedFilter } from "../../api/organization.ts";
import type { UnitView } from "../../api/types.ts";
import { STACK_STATES, STANDINGS } from "./standings.tsx";

interface LinkedFiltersProps {
  filter: LinkedFilter;
  units: readonly UnitView[];
  count: number | undefined;
  /** Whether the StackSet was looked at. */
  stacks: boolean;
  onChange: (filter: LinkedFilter) => void;
}

const STANDING_OPTIONS: SelectProps.Option[] = [
  { value: "all", label: "Any standing" },
  ...Object.entries(STANDINGS).map(([value, { text }]) => ({ value, label: text })),
];

const STACK_OPTIONS: SelectProps.Option[] = [
  { value: "all", label: "Any state of the StackSet" },
  ...Object.entries(STACK_STATES).map(([value, { text }]) => ({ value, label: `StackSet: ${text.toLowerCase()}` })),
];

/** A no-break space keeps its width where others are folded. */
const indent = (depth: number) => "\u00a0\u00a0".repeat(depth);

export function LinkedFilters({ filter, units, count, stacks, onChange }: LinkedFiltersProps) {
  const unitOptions: SelectProps.Option[] = [
    { value: "", label: "Whole organization" },
    ...units.map(({ unit_id, name, depth, coverage }) => ({
      value: unit_id,
      label: `${indent(depth)}${name}`,
      description: `${coverage.covered} of ${coverage.wanted} proven (${coverage.per_cent} %)`,
    })),
  ];
  const filtered = filter.text !== "" || filter.standing !== "all" || filter.stack !== "all" || filter.unit !== "";
  return (
    <div className="lf-filters">
      <TextFilter
        filteringText={filter.text}
        filteringPlaceholder="Find by name or account id"
        filteringAriaLabel="Find linked accounts by name or account id"
        countText={filtered && count !== undefined ? (count === 1 ? "1 match" : `${count} matches`) : ""}
        onChange={({ detail }) => { onChange({ ...filter, text: detail.filteringText }); }}
        data-testid="linked-search"
      />
      <Select
        ariaLabel="Standing of account"
        options={STANDING_OPTIONS}
        selectedOption={STANDING_OPTIONS.find(({ value }) => value === filter.standing) ?? null}
        onChange={({ detail }) => { onChange({ ...filter, standing: detail.selectedOption.value as LinkedFilter["standing"] }); }}
        data-testid="linked-standing"
      />
      {stacks && (
        <Select
          ariaLabel="State of the StackSet"
          options={STACK_OPTIONS}
          selectedOption={STACK_OPTIONS.find(({ value }) => value === filter.stack) ?? null}
          onChange={({ detail }) => { onChange({ ...filter, stack: detail.selectedOption.value as LinkedFilter["stack"] }); }}
          data-testid="linked-stack"
        />
      )}
      {units.length > 0 && (
        <Select
          ariaLabel="Organizational unit"
          options={unitOptions}
          selectedOption={unitOptions.find(({ value }) => value === filter.unit) ?? null}
          onChange={({ detail }) => { onChange({ ...filter, unit: detail.selectedOption.value ?? "" }); }}
          data-testid="linked-unit"
        />
      )}
    </div>
  );
}
