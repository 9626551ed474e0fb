/** Bills of a company that does not exist: the same every day it is asked, in cents that are never floats once summed. */
const DAY_MS = 86_400_000;
const PAYER = "012345678901";
const NAMES = { "012345678901": "Harbour group", "210000000012": "Harbour production", "210000000022": "Harbour staging", "210000000032": "Harbour data lake" };

export const today = () => new Date().toISOString().slice(0, 10);
export const dayAfter = (day, days) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
export const daysFrom = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** A number from 0 to 1 that belongs to a text. */
export function chance(text) {
  let found = 0x811c9dc5;
  for (const letter of text) found = Math.imul(found ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return found / 0xffffffff;
}

/** So much a day, in cents. */
const KINDS = [
  { service: "Amazon Elastic Compute Cloud", service_code: "AmazonEC2", line_type: "Usage", region: "eu-central-1", account: "210000000012", cents: 182_000 },
  { service: "Amazon Relational Database Service", service_code: "AmazonRDS", line_type: "Usage", region: "eu-central-1", account: "210000000012", cents: 61_000 },
  { service: "Amazon Simple Storage Service", service_code: "AmazonS3", line_type: "Usage", region: "us-east-1", account: "210000000032", cents: 38_500 },
  { service: "Savings Plans for AWS Compute usage", service_code: "ComputeSavingsPlans", line_type: "SavingsPlanRecurringFee", region: null, account: PAYER, cents: 55_000 },
  { service: "AWS Lambda", service_code: "AWSLambda", line_type: "Usage", region: "eu-west-1", account: "210000000022", cents: 9_400 },
  { service: "AWS Support (Enterprise)", service_code: "AWSSupportEnterprise", line_type: "Usage", region: null, account: PAYER, cents: 21_000 },
  { service: "Northlight Observability", service_code: "nlobs", line_type: "Usage", region: "us-east-1", account: "210000000012", cents: 33_000, billing_entity: "AWS Marketplace", legal_entity: "Northlight Software GmbH" },
  { service: "Amazon Elastic Compute Cloud", service_code: "AmazonEC2", line_type: "Tax", region: null, account: PAYER, cents: 47_000 },
  { service: "Amazon Elastic Compute Cloud", service_code: "AmazonEC2", line_type: "Credit", region: null, account: PAYER, cents: -4_200 },
];

function linesOf(from, to) {
  const lines = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) {
    const weekend = [0, 6].includes(new Date(day).getUTCDay()) ? 0.78 : 1;
    for (const kind of KINDS) {
      const cents = BigInt(Math.round(kind.cents * weekend * (0.9 + 0.2 * chance(day + kind.service + kind.line_type))));
      lines.push({ billing_entity: "AWS", legal_entity: "Amazon Web Services, Inc.", payer: PAYER, currency: "USD", ...kind, day, cents });
    }
  }
  return lines;
}

const text = (cents) => {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, "");
};

function daysOf({ from, to }) {
  const end = dayAfter(today(), -1);
  const last = to.length === 7 ? dayAfter(new Date(Date.UTC(Number(to.slice(0, 4)), Number(to.slice(5)), 1)).toISOString().slice(0, 10), -1) : to;
  return [from.length === 7 ? `${from}-01` : from, last < end ? last : end];
}

function answer({ selection, granularity = "none", group_by = [], top = null }) {
  const lines = linesOf(...daysOf(selection)).filter((line) =>
    (selection.filters ?? []).every(({ dimension, values, is_not = false }) => values.includes(line[dimension] ?? null) !== is_not),
  );
  const sums = new Map();
  for (const line of lines) {
    const group = group_by.map((dimension) => line[dimension] ?? null);
    const time = granularity === "day" ? line.day : granularity === "month" ? line.day.slice(0, 7) : null;
    const key = JSON.stringify([group, time]);
    const sum = sums.get(key) ?? { group, time, cents: 0n, rows: 0 };
    sums.set(key, { ...sum, cents: sum.cents + line.cents, rows: sum.rows + 1 });
  }
  const totals = new Map();
  for (const { group, cents } of sums.values()) totals.set(JSON.stringify(group), (totals.get(JSON.stringify(group)) ?? 0n) + cents);
  const ranked = [...totals].sort(([, a], [, b]) => (a < b ? 1 : -1)).map(([key]) => key).slice(0, top ?? undefined);
  const rows = [...sums.values()]
    .filter(({ group }) => ranked.includes(JSON.stringify(group)))
    .sort((a, b) => ranked.indexOf(JSON.stringify(a.group)) - ranked.indexOf(JSON.stringify(b.group)) || (a.time ?? "").localeCompare(b.time ?? ""))
    .map(({ group, time, cents, rows: counted }) => ({ unit: "USD", time, group, is_rest: false, amount: text(cents), rows: counted }));
  return { rows, groups: totals.size, account_names: NAMES };
}

const months = () =>
  Array.from({ length: 20 }, (_, before) => {
    const now = new Date();
    return { payer: PAYER, report: "landfast", period: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before)).toISOString().slice(0, 7), format: "cur_2", rows: 9000, since: now.toISOString(), is_asked: true };
  });

export const billRoutes = {
  "GET /bills": () => ({
    months: months(), dimensions: ["account", "payer", "service", "service_code", "region", "line_type", "currency", "billing_entity", "legal_entity"], tag_keys: [], cost_category_keys: [],
  }),
  "POST /bills/questions": ({ body }) => answer(body),
  "POST /bills/lines": () => ({ columns: [], rows: [] }),
};
