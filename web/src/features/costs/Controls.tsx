import FormField from "@cloudscape-design/components/form-field";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { BillCatalogueView } from "../../api/types.ts";
import { isMeasure, MEASURES } from "../bills/words.ts";
import { type CostsState, NOTHING, TOPS } from "./address.ts";
import { eachOf, whyNotByDay } from "./question.ts";
import { RangeField } from "./RangeField.tsx";
import { dimensionName, USUAL } from "./words.ts";

interface ControlsProps {
  state: CostsState;
  today: string;
  catalogue: BillCatalogueView;
  onChange: (more: Partial<CostsState>) => void;
}

/** What is asked: when, which cost, by what. */
export function Controls({ state, today, catalogue, onChange }: ControlsProps) {
  const months = [...new Set(catalogue.months.map(({ period }) => period))].sort().reverse();
  const isLines = state.view === "lines";
  const whyNot = whyNotByDay(state, today);
  const groups = groupOptions(catalogue);
  const found = groups.flatMap((one) => ("options" in one ? one.options : [one])).find(({ value }) => value === state.by);
  return (
    <SpaceBetween size="m">
      <div className="lf-cost-controls">
        <RangeField state={state} today={today} months={months} onChange={onChange} />
        {state.view === "cost" && (
          <FormField label="Kind of cost" stretch>
            <Select
              options={Object.entries(MEASURES).map(([value, { label, says }]) => ({ value, label, description: says }))}
              selectedOption={{ value: state.measure, label: MEASURES[state.measure].label }}
              onChange={({ detail: { selectedOption: { value = "" } } }) => { if (isMeasure(value)) onChange({ measure: value }); }}
              data-testid="cost-measure"
            />
          </FormField>
        )}
        {!isLines && (
          <>
            <FormField label="Split by" stretch>
              <Select
                options={groups}
                filteringType="auto"
                selectedOption={found ?? { value: state.by, label: dimensionName(state.by) }}
                onChange={({ detail }) => { onChange({ by: detail.selectedOption.value ?? "service", sorting: null }); }}
                data-testid="cost-by"
              />
            </FormField>
            <FormField label="Show" stretch>
              <Select
                options={TOPS.map((top) => ({ value: String(top), label: `Top ${top}` }))}
                selectedOption={{ value: String(state.top), label: `Top ${state.top}` }}
                onChange={({ detail }) => { onChange({ top: Number(detail.selectedOption.value) }); }}
                data-testid="cost-top"
              />
            </FormField>
          </>
        )}
      </div>
      {!isLines && (
        <div className="lf-cost-switches">
          <SegmentedControl
            label="By month or by day"
            selectedId={eachOf(state, today)}
            options={[{ id: "month", text: "By month" }, { id: "day", text: "By day", ...(whyNot === null ? {} : { disabled: true, disabledReason: whyNot }) }]}
            onChange={({ detail }) => { onChange({ each: detail.selectedId === "day" ? "day" : "month", sorting: null }); }}
            data-testid="cost-each"
          />
          <Toggle checked={state.isCompared} onChange={({ detail }) => { onChange({ isCompared: detail.checked, sorting: null }); }} data-testid="cost-compare">
            Compare with the period before
          </Toggle>
          <Toggle checked={state.isExact} onChange={({ detail }) => { onChange({ isExact: detail.checked, page: state.page }); }} data-testid="cost-exact">
            Exact amounts
          </Toggle>
        </div>
      )}
    </SpaceBetween>
  );
}

const option = (dimension: string) => ({ value: dimension, label: dimensionName(dimension) });

/** The usual ones first, then the keys that people chose, then all others. */
function groupOptions({ dimensions, tag_keys, cost_category_keys }: BillCatalogueView): SelectProps.Options {
  const usual: string[] = USUAL.filter((one) => dimensions.includes(one));
  const section = (label: string, of: readonly string[]) => (of.length === 0 ? [] : [{ label, options: of.map(option) }]);
  return [
    ...usual.map(option),
    ...section("Tags", tag_keys.map((key) => `tag:${key}`)),
    ...section("Cost categories", cost_category_keys.map((key) => `cost_category:${key}`)),
    ...section("More", [...dimensions.filter((one) => !usual.includes(one)), NOTHING]),
  ];
}
