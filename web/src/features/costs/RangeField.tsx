import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import type { CostsState } from "./address.ts";
import { isDay, isMonth, isOfDays, isRange, spanName, spanOf, splitBy } from "./range.ts";

interface RangeFieldProps {
  state: CostsState;
  today: string;
  /** Those that there are bills of, the newest first. */
  months: readonly string[];
  onChange: (more: Partial<CostsState>) => void;
}

const MONTHS = "custom-months";
const DAYS = "custom-days";

const MOVING: SelectProps.Option[] = [
  { value: "mtd", label: "Month to date" },
  { value: "3m", label: "Last 3 months" },
  { value: "6m", label: "Last 6 months" },
  { value: "12m", label: "Last 12 months" },
];
const CUSTOM: SelectProps.Option[] = [
  { value: MONTHS, label: "Other months" },
  { value: DAYS, label: "Days" },
];

/** A day of the calendar, which counts in the reader's zone. */
const dayOf = (date: Date): string =>
  [String(date.getFullYear()), String(date.getMonth() + 1).padStart(2, "0"), String(date.getDate()).padStart(2, "0")].join("-");

/** Which months or days; what is typed is taken once both ends are something. */
export function RangeField({ state, today, months, onChange }: RangeFieldProps) {
  const span = spanOf(state.range, today);
  const isMoving = MOVING.some(({ value }) => value === state.range);
  const isOneMonth = isMonth(state.range) && months.includes(state.range);
  const chosen = isMoving || isOneMonth ? state.range : isOfDays(span) ? DAYS : MONTHS;
  const options: SelectProps.Options = [
    ...MOVING,
    { label: "One month", options: months.map((month) => ({ value: month, label: spanName({ from: month, to: month }) })) },
    { label: "From and to", options: CUSTOM },
  ];
  const all = options.flatMap((option) => ("options" in option ? option.options : [option]));
  const choose = (value: string) => {
    const asDays = splitBy(span, "day");
    const asMonths = splitBy(span, "month");
    const range = value === DAYS ? `${asDays.from}..${asDays.to > today ? today : asDays.to}` : value === MONTHS ? `${asMonths.from}..${asMonths.to}` : value;
    onChange({ range, each: null, sorting: null });
  };
  return (
    <>
      <FormField label="Range" stretch>
        <Select
          options={options}
          selectedOption={all.find(({ value }) => value === chosen) ?? null}
          onChange={({ detail }) => { choose(detail.selectedOption.value ?? "6m"); }}
          data-testid="cost-range"
        />
      </FormField>
      {(chosen === MONTHS || chosen === DAYS) && (["from", "to"] as const).map((end) => (
        <FormField key={end} label={end === "from" ? "From" : "To (included)"} stretch>
          <DatePicker
            value={span[end]}
            granularity={chosen === DAYS ? "day" : "month"}
            format="iso"
            isDateEnabled={(date) => dayOf(date) <= today}
            onChange={({ detail: { value } }) => {
              if (!(chosen === DAYS ? isDay(value) : isMonth(value))) return;
              const range = end === "from" ? `${value}..${span.to < value ? value : span.to}` : `${span.from > value ? value : span.from}..${value}`;
              if (isRange(range)) onChange({ range, each: null, sorting: null });
            }}
            data-testid={`cost-${end}`}
          />
        </FormField>
      ))}
    </>
  );
}
