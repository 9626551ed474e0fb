import { randomUUID } from "node:crypto";
import { chance, dayAfter, daysFrom, today } from "./bills.mjs";
import { fieldRefusal, Refusal } from "./problem.mjs";

const CHARGES = ["usage", "commitment_fee", "upfront_fee", "discount", "marketplace", "support", "credit", "refund", "tax", "other"];
const COUNTS = new Set(["usage", "commitment_fee", "upfront_fee", "discount", "marketplace"]);
const WHY = {
  tax: "Taxes are no revenue of AWS.", credit: "Promotions pay the bill without being spend.", refund: "What is given back was not spent.",
  support: "Most contracts name support apart.", other: "Lines of an unknown type are left out until somebody has looked at them.",
};
const usual = (charge) => ({ charge, counts: COUNTS.has(charge), is_default: true, source: WHY[charge] ?? "Charges of AWS services count in most contracts." });
const DEFAULTS = {
  basis: { value: "net_unblended", is_default: true, source: "Most contracts measure what is invoiced after discounts." },
  charges: CHARGES.map(usual),
  marketplace_cap: { percent: 25, is_default: true, source: "A quarter of the commitment is what contracts commonly allow." },
  marketplace_sellers: { names: null, is_default: true, source: "No seller is excluded unless the contract says so." },
};
/** Parts of a day's spend. */
const PARTS = { usage: 0.72, commitment_fee: 0.17, marketplace: 0.11, support: 0.07, tax: 0.16, credit: -0.015 };

const yearAfter = (day, years) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
const ruled = (given, standard, key) => (given === undefined || given === null ? standard : { ...standard, [key]: given[key], is_default: false, source: given.source ?? "" });

function viewOf({ id, input, at, changed_at }, names) {
  const { rules = {} } = input;
  return {
    id, name: input.name, currency: input.currency, starts: input.starts, ends: dayAfter(yearAfter(input.starts, input.years.length), -1),
    years: input.years.map((amount, place) => ({ number: place + 1, from: yearAfter(input.starts, place), to: dayAfter(yearAfter(input.starts, place + 1), -1), amount })),
    payers: input.payers.map((payer) => ({ id: payer, name: names.get(payer)?.name ?? null })),
    rules: {
      basis: ruled(rules.basis, DEFAULTS.basis, "value"),
      charges: DEFAULTS.charges.map((standard) => ruled(rules.charges?.[standard.charge], standard, "counts")),
      marketplace_cap: ruled(rules.marketplace_cap, DEFAULTS.marketplace_cap, "percent"),
      marketplace_sellers: ruled(rules.marketplace_sellers, DEFAULTS.marketplace_sellers, "names"),
    },
    created_at: at, updated_at: changed_at,
  };
}

const fixed = (amount) => amount.toFixed(2).replace(/\.?0+$/, "").replace(/^-0$/, "0");

/** How fast the commitment of a contract is spent, as a part of the straight line: by its name, for the look of it. */
const paceOf = (name, number) => (/behind|Zentrale/i.test(name) ? 0.8 : /met/i.test(name) ? 1.5 : /empty/i.test(name) ? 0 : number === 1 ? 1.04 : 0.93);

function yearOf(view, { number, from, to, amount }) {
  const now = today();
  const commitment = Number(amount);
  const length = daysFrom(from, to) + 1;
  const state = from > now ? "upcoming" : to < now ? "past" : "running";
  const last = state === "past" ? to : dayAfter(now, -1);
  const pace = paceOf(view.name, number);
  const counts = (charge) => view.rules.charges.find((one) => one.charge === charge).counts;
  const whole = Object.entries(PARTS).filter(([charge]) => counts(charge)).reduce((sum, [, part]) => sum + part, 0);
  const days = [];
  let spent = 0;
  for (let day = from; pace > 0 && day <= last; day = dayAfter(day, 1)) {
    const season = 1 + 0.16 * Math.sin((daysFrom(from, day) / length) * 9 + number);
    spent += (commitment / length) * pace * season * whole * (0.75 + 0.5 * chance(view.name + day)) + (day.endsWith("-01") ? (commitment / 12) * 0.05 * pace : 0);
    days.push({ day, spent: fixed(spent) });
  }
  const through = days.at(-1)?.day ?? null;
  const elapsed = through === null ? 0 : daysFrom(from, through) + 1;
  const expected = (commitment * elapsed) / length;
  const recent = days.length > 30 ? (spent - Number(days.at(-31).spent)) / 30 : null;
  const forecast = state === "running" && recent !== null ? spent + recent * (length - elapsed) : null;
  const ending = state === "running" ? forecast : state === "past" ? spent : null;
  const counted = whole === 0 ? 0 : spent / whole;
  const charges = days.length === 0 ? [] : CHARGES.filter((charge) => charge in PARTS).map((charge) => {
    const part = counted * PARTS[charge];
    return { charge, counts: counts(charge), amount: fixed(part), counted: counts(charge) ? fixed(part) : "0", left_out: counts(charge) ? "0" : fixed(part) };
  });
  return {
    number, from, to, state, commitment: amount, spent: fixed(spent), percent: fixed(Math.round((1000 * spent) / commitment) / 10),
    remaining: fixed(Math.max(0, commitment - spent)), surplus: fixed(Math.max(0, spent - commitment)), through, expected: fixed(expected), ahead: fixed(spent - expected),
    forecast: forecast === null ? null : fixed(forecast), shortfall: ending === null ? null : fixed(Math.max(0, commitment - ending)),
    met_on: days.find((one) => Number(one.spent) >= commitment)?.day ?? null, charges, days,
    notes: notesOf(state, days, from),
  };
}

function notesOf(state, days, from) {
  if (state === "upcoming") return [{ code: "upcoming", text: `The year begins on ${from}.` }];
  if (days.length === 0) return [{ code: "no_data", text: "There is no bill of these payers in this year." }];
  return [];
}

function standingOf(view) {
  const years = view.years.map((year) => yearOf(view, year));
  const notes = view.payers.length > 1 ? [{ code: "payer_without_bills", text: `Nothing is kept of payer ${view.payers[1].id}. What it spends is not counted.` }] : [];
  return { as_of: today(), currency: view.currency, years, notes };
}

function check(state, input, id = null) {
  const wrong = (path, detail) => fieldRefusal("commitment_invalid", path, detail);
  if (!input.name) throw wrong("name", "The name is empty. Expected 1 to 100 characters.");
  const holder = [...state.commitments.values()].find((one) => one.input.name === input.name && one.id !== id);
  if (holder) throw new Refusal(409, "commitment_name_taken", "There is a commitment of this name already.", `"${input.name}" is taken.`, { fields: [{ path: "name", code: "commitment_name_taken", detail: `"${input.name}" is the name of another commitment. Choose another one.` }] });
  if (!/^[A-Z]{3}$/.test(input.currency)) throw wrong("currency", `Expected three capital letters, found ${JSON.stringify(input.currency)}.`);
  if (!/^\d{4}-\d\d-\d\d$/.test(input.starts)) throw wrong("starts", `Expected a day such as 2026-01-01, found ${JSON.stringify(input.starts)}.`);
  input.years.forEach((amount, place) => {
    if (!/^\d+(\.\d+)?$/.test(amount) || Number(amount) === 0) throw wrong("years", `Expected an amount above zero such as 1000000, found ${JSON.stringify(amount)}.`);
  });
  if (input.payers.length === 0) throw wrong("payers", "Expected at least one payer.");
  for (const payer of input.payers) if (!/^\d{12}$/.test(payer)) throw wrong("payers", `Expected 12 digits, found ${JSON.stringify(payer)}.`);
}

export function seedCommitments(size) {
  const found = new Map();
  const add = (id, input) => found.set(id, { id, input, at: new Date().toISOString(), changed_at: new Date().toISOString() });
  if (size === "empty") return found;
  const begin = dayAfter(today(), -590);
  add("cmt_edp", {
    name: "AWS EDP 2025", currency: "USD", starts: begin, years: ["4000000", "5500000", "7000000"], payers: ["012345678901"],
    rules: { charges: { support: { counts: true, source: "Addendum 2, clause 4.1: Enterprise Support is eligible spend." } } },
  });
  add("cmt_behind", { name: "Northlight, behind", currency: "USD", starts: dayAfter(today(), -310), years: ["1200000"], payers: ["111122223331", "111122223332"], rules: { marketplace_sellers: { names: ["Northlight Software GmbH", "Kai & Anker Analytics Betriebsgesellschaft mbH"], source: "Exhibit C" } } });
  add("cmt_met", { name: "Data lake, met early", currency: "EUR", starts: dayAfter(today(), -280), years: ["250000", "300000"], payers: ["012345678901"] });
  if (size === "long") {
    add("cmt_long", { name: "Zentrale-Datenverarbeitungsgesellschaft-für-grenzüberschreitende-Hafenlogistik EDP 2026", currency: "USD", starts: dayAfter(today(), -200), years: ["123456789012.34", "234567890123"], payers: ["600000000012", "600000000022"] });
    add("cmt_empty", { name: "Empty", currency: "USD", starts: dayAfter(today(), -20), years: ["1000"], payers: ["555566667777"] });
    add("cmt_early", { name: "Begins next year", currency: "USD", starts: dayAfter(today(), 60), years: ["900000"], payers: ["555566667777"] });
    add("cmt_young", { name: "Young contract", currency: "USD", starts: dayAfter(today(), -5), years: ["900000"], payers: ["555566667777"] });
  }
  return found;
}

const find = (state, id) => {
  const found = state.commitments.get(id);
  if (!found) throw new Refusal(404, "commitment_not_found", "There is no such commitment.", `Commitment ${id} is not in this workspace. It may have been removed.`);
  return found;
};

export const commitmentRoutes = {
  "GET /commitments": ({ state }) => ({ commitments: [...state.commitments.values()].map((one) => viewOf(one, state.accounts)).sort((a, b) => a.name.localeCompare(b.name)), defaults: DEFAULTS }),
  "POST /commitments": ({ state, body }) => {
    check(state, body);
    const one = { id: `cmt_${randomUUID().slice(0, 8)}`, input: body, at: new Date().toISOString(), changed_at: new Date().toISOString() };
    state.commitments.set(one.id, one);
    return [201, viewOf(one, state.accounts)];
  },
  "GET /commitments/:id": ({ state, id }) => viewOf(find(state, id), state.accounts),
  "PUT /commitments/:id": ({ state, id, body }) => {
    const one = find(state, id);
    check(state, body, id);
    Object.assign(one, { input: body, changed_at: new Date().toISOString() });
    return viewOf(one, state.accounts);
  },
  "DELETE /commitments/:id": ({ state, id }) => {
    state.commitments.delete(find(state, id).id);
    return [204, null];
  },
  "GET /commitments/:id/standing": ({ state, id }) => standingOf(viewOf(find(state, id), state.accounts)),
};
