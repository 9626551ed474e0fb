import { exactly } from "./Amount.tsx";
import { useAccountNames } from "./use-costs.ts";
import { tagsIn } from "./line-columns.ts";
import { valueName } from "./words.ts";

interface LineCellProps {
  column: string;
  /** As the server says it: `text`, `day`, `decimal with 12 decimals`. */
  kind: string;
  value: string | null;
}

/** One value of a line, in full on hover. */
export function LineCell({ column, kind, value }: LineCellProps) {
  const names = useAccountNames();
  if (value === null || value === "") return <span className="lf-about">–</span>;
  if (kind.startsWith("decimal")) return <div className="lf-number lf-amount" data-exact={value}>{exactly(value)}</div>;
  const tags = column === "tags" || column === "cost_categories" ? tagsIn(value) : null;
  if (tags !== null) {
    if (tags.length === 0) return <span className="lf-about">–</span>;
    return tags.map(([key, text]) => (
      <span key={key} className="lf-tag" title={`${key}: ${text}`}>{key}: {text}</span>
    ));
  }
  const isAccountId = column === "account_id" || column === "payer_account_id";
  const shown = isAccountId ? valueName("account", value, names) : value;
  return <span className="lf-cut" title={shown}>{shown}</span>;
}
