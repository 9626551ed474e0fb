import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import { useNavigate } from "react-router";
import type { PageState } from "../../app/page.tsx";
import { addressOf, type CostsState } from "./address.ts";
import { useAccountNames } from "./use-costs.ts";
import { cut, dimensionName, valueName } from "./words.ts";

const HERE: PageState = { keepFocus: true };

/** How one got here, filter by filter, and back to any place on the way. */
export function Trail({ state }: { state: CostsState }) {
  const navigate = useNavigate();
  const names = useAccountNames();
  if (state.filters.length === 0) return null;
  const upTo = (filters: number): string => {
    const next = state.filters[filters]?.dimension;
    return addressOf({ ...state, view: state.view === "lines" ? "cost" : state.view, filters: state.filters.slice(0, filters), sorting: null, page: 1, ...(next === undefined ? {} : { by: next }) });
  };
  const items = state.filters.map(({ dimension, isNot, values }, place) => {
    const chosen = values.map((value) => valueName(dimension, value, names)).join(", ");
    return { text: cut(`${dimensionName(dimension)}${isNot ? " is not" : ":"} ${chosen}`, 60), href: upTo(place + 1) };
  });
  return (
    <BreadcrumbGroup
      items={[{ text: "All costs", href: upTo(0) }, ...items]}
      ariaLabel="Filters, one after the other"
      onFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.href, { state: HERE });
      }}
      data-testid="cost-trail"
    />
  );
}
