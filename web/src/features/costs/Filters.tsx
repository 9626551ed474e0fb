import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { billAnswer } from "../../api/costs.ts";
import type { BillCatalogueView } from "../../api/types.ts";
import { type CostsState, type Filter, fromText, toText } from "./address.ts";
import { valuesOf } from "./question.ts";
import { useAccountNames } from "./use-costs.ts";
import { dimensionName, valueName } from "./words.ts";

interface FiltersProps {
  state: CostsState;
  today: string;
  catalogue: BillCatalogueView;
  onChange: (filters: readonly Filter[]) => void;
}

/** Only lines with these values, or without them. Values are asked for when a dimension is chosen. */
export function Filters({ state, today, catalogue, onChange }: FiltersProps) {
  const known = useAccountNames();
  const [looked, setLooked] = useState<{ dimension: string; text: string } | null>(null);
  const asked = useQuery({
    ...billAnswer(valuesOf(looked?.dimension ?? "service", state, today, looked !== null && looked.text !== "")),
    enabled: looked !== null,
  });
  const names = { ...known, ...asked.data?.answer.account_names };
  const values = (asked.data?.answer.rows ?? []).filter(({ is_rest }) => !is_rest).map(({ group }) => group[0] ?? null);
  const dimensions = [
    ...catalogue.dimensions,
    ...catalogue.tag_keys.map((key) => `tag:${key}`),
    ...catalogue.cost_category_keys.map((key) => `cost_category:${key}`),
  ];
  const properties = [...new Set([...dimensions, ...state.filters.map(({ dimension }) => dimension)])];
  const option = (dimension: string, value: string | null, tags?: string[]): PropertyFilterProps.FilteringOption => ({
    propertyKey: dimension, value: toText(value), label: valueName(dimension, value, names), ...(tags === undefined ? {} : { tags }),
  });
  const options = [
    ...state.filters.flatMap(({ dimension, values: chosen }) => chosen.map((value) => option(dimension, value))),
    ...(looked === null ? [] : [...values.map((value) => option(looked.dimension, value)), ...typed(looked)]),
  ];
  return (
    <PropertyFilter
      query={{ operation: "and", tokens: state.filters.map(tokenOf) }}
      onChange={({ detail }) => { onChange(filtersOf(detail.tokens)); }}
      filteringProperties={properties.map((dimension) => property(dimension, names))}
      filteringOptions={unique(options)}
      onLoadItems={({ detail: { filteringProperty, filteringText } }) => {
        if (filteringProperty !== undefined) setLooked({ dimension: filteringProperty.key, text: filteringText });
      }}
      filteringStatusType={asked.isFetching ? "loading" : asked.error === null ? "finished" : "error"}
      filteringLoadingText="Looking for values"
      filteringErrorText="The values could not be read."
      filteringRecoveryText="Try again"
      filteringPlaceholder="Filter by service, account, region, tag and more"
      filteringAriaLabel="Filter costs"
      filteringEmpty="No values"
      customGroupsText={[
        { group: "tags", properties: "Tags", values: "Values of the tag" },
        { group: "categories", properties: "Cost categories", values: "Values of the cost category" },
      ]}
      readOnlyOperations
      disableFreeTextFiltering
      expandToViewport
      data-testid="cost-filters"
    />
  );
}

/** A value that is not among the largest can be typed. */
const typed = ({ dimension, text }: { dimension: string; text: string }): PropertyFilterProps.FilteringOption[] =>
  text === "" ? [] : [{ propertyKey: dimension, value: toText(text), label: text, tags: ["as typed"] }];

function unique(options: readonly PropertyFilterProps.FilteringOption[]): PropertyFilterProps.FilteringOption[] {
  const found = new Map<string, PropertyFilterProps.FilteringOption>();
  for (const one of options) {
    const key = `${one.propertyKey} ${one.value}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

function property(dimension: string, names: Readonly<Record<string, string>>): PropertyFilterProps.FilteringProperty {
  const format = (value: unknown) =>
    textsOf(value).map((text) => valueName(dimension, fromText(text), names)).join(", ");
  const group = dimension.startsWith("tag:") ? "tags" : dimension.startsWith("cost_category:") ? "categories" : undefined;
  const label = dimensionName(dimension);
  return {
    key: dimension,
    propertyLabel: label,
    groupValuesLabel: `Values of ${label}`,
    operators: (["=", "!="] as const).map((operator) => ({ operator, tokenType: "enum" as const, format })),
    ...(group === undefined ? {} : { group }),
  };
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");

const tokenOf = ({ dimension, isNot, values }: Filter): PropertyFilterProps.Token => ({
  propertyKey: dimension, operator: isNot ? "!=" : "=", value: values.map(toText),
});

/** Two tokens that say the same of one dimension are one filter. */
export function filtersOf(tokens: readonly PropertyFilterProps.Token[]): Filter[] {
  const found = new Map<string, Filter>();
  for (const { propertyKey, operator, value } of tokens) {
    const values = textsOf(value).map(fromText);
    if (propertyKey === undefined || values.length === 0) continue;
    const isNot = operator === "!=";
    const key = `${operator} ${propertyKey}`;
    const before = found.get(key)?.values ?? [];
    found.set(key, { dimension: propertyKey, isNot, values: [...new Set([...before, ...values])] });
  }
  return [...found.values()];
}
