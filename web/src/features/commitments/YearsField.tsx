import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useId, useRef } from "react";
import type { FieldsProps } from "./ContractFields.tsx";
import { isAmountLike, MOST_YEARS } from "./draft.ts";
import { errorAt } from "./form-errors.ts";

/** An amount for each year of the contract; years are added at the end and taken out anywhere. */
export function YearsField({ draft: { years, currency }, onChange, failure }: FieldsProps) {
  const title = useId();
  const { inputs, focusNext } = useFocusedYear(years.length);
  const atRows = years.map((_, place) => errorAt(failure, "years", String(place)));
  const atAll = atRows.every((one) => one === undefined) ? errorAt(failure, "years") : undefined;
  // The server says it of all of them: it stands at the first that looks wrong.
  const suspects = years.map((amount) => atAll !== undefined && !isAmountLike(amount));
  const first = Math.max(0, suspects.indexOf(true));
  const isFull = years.length >= MOST_YEARS;
  const unit = currency.trim().toUpperCase();
  return (
    <div role="group" aria-labelledby={title} data-testid="commitment-years-field">
      <SpaceBetween size="s">
        <div>
          <div id={title} className="lf-key">Minimum spend</div>
          <div className="lf-about">What the contract promises for each of its years.</div>
        </div>
        {years.map((amount, place) => (
          <FormField
            // A year has no name but its place.
            key={place}
            label={`Year ${place + 1}`}
            errorText={atRows[place] ?? (place === first ? atAll : undefined)}
            secondaryControl={
              years.length > 1 && (
                <Button
                  formAction="none"
                  ariaLabel={`Remove year ${place + 1}`}
                  onClick={() => {
                    focusNext(Math.max(0, place - 1));
                    onChange({ years: years.filter((_, at) => at !== place) });
                  }}
                >
                  Remove
                </Button>
              )
            }
          >
            <Input
              ref={(input) => { inputs.current[place] = input; }}
              value={amount}
              onChange={({ detail }) => { onChange({ years: years.map((one, at) => (at === place ? detail.value : one)) }); }}
              placeholder={`1,000,000 ${unit}`}
              inputMode="decimal"
              autoComplete={false}
              invalid={atRows[place] !== undefined || suspects[place] === true || (atAll !== undefined && place === first)}
              data-testid={`commitment-year-${place + 1}`}
            />
          </FormField>
        ))}
        <Button
          formAction="none"
          iconName="add-plus"
          disabled={isFull}
          disabledReason={`A contract has ${MOST_YEARS} years at most.`}
          onClick={() => {
            focusNext(years.length);
            onChange({ years: [...years, ""] });
          }}
          data-testid="add-year"
        >
          Add a year
        </Button>
        <Box color="text-body-secondary" fontSize="body-s">{unit === "" ? "" : `Amounts in ${unit}, exact to the last digit.`}</Box>
      </SpaceBetween>
    </div>
  );
}

/** Leads to the year that was added, or to the one before what was taken out, once it is drawn. */
function useFocusedYear(count: number) {
  const inputs = useRef<(InputProps.Ref | null)[]>([]);
  const next = useRef<number | null>(null);
  useEffect(() => {
    if (next.current !== null) inputs.current[next.current]?.focus();
    next.current = null;
  }, [count]);
  return { inputs, focusNext: (place: number) => { next.current = place; } };
}
