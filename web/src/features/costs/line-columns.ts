/** Which columns of lines somebody wants to see; how things look is kept in the browser. */
const KEY = "landfast.bill-columns";

export interface ShownColumn {
  id: string;
  visible: boolean;
}

const USUAL = ["day", "service", "unblended", "currency", "account_id", "usage_type", "usage_amount", "usage_unit", "line_type", "resource_id", "tags"];

export function chosenColumns(): ShownColumn[] {
  const usual = USUAL.map((id) => ({ id, visible: true }));
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return Array.isArray(kept) && kept.length > 0 && kept.every(isColumn) ? kept : usual;
  } catch {
    return usual;
  }
}

export function keepColumns(columns: ShownColumn[]): ShownColumn[] {
  localStorage.setItem(KEY, JSON.stringify(columns));
  return columns;
}

const isColumn = (one: unknown): one is ShownColumn =>
  typeof one === "object" && one !== null && "id" in one && typeof one.id === "string" && "visible" in one && typeof one.visible === "boolean";

const NAMES: Readonly<Record<string, string>> = {
  account_id: "Account", payer_account_id: "Payer", service_code: "Service code", resource_id: "Resource", usage_amount: "Amount of usage",
  usage_unit: "Unit", unblended: "Unblended cost", amortized: "Amortized cost", net_unblended: "Net unblended cost",
  net_amortized: "Net amortized cost", public: "At public prices", is_split: "Shows another line's cost", line_type: "Type of line",
  savings_plan_arn: "Savings plan", reservation_arn: "Reservation", period: "Month that is billed", usage_start: "Used from (UTC)", usage_end: "Used until (UTC)",
};

/** A column of the store for people. */
export function columnName(column: string): string {
  const known = Object.hasOwn(NAMES, column) ? NAMES[column] : undefined;
  return known ?? column.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());
}

/** The tags of a line, which come as JSON; `null` for what is none. */
export function tagsIn(text: string): [string, string][] | null {
  try {
    const map: unknown = JSON.parse(text);
    if (typeof map !== "object" || map === null || Array.isArray(map)) return null;
    return Object.entries(map).map(([key, value]): [string, string] => [key, value === null ? "" : String(value)]);
  } catch {
    return null;
  }
}
