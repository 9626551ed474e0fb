import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { isZero } from "../costs/decimal.ts";
import { timeName } from "../costs/range.ts";
import { endOfYear } from "./picture.ts";
import type { CommitmentYearStanding } from "../../api/types.ts";
import { isBelowZero, money, percentOf, unsigned } from "./words.ts";

export interface Verdict {
  type: StatusIndicatorProps.Type;
  text: string;
}

/** How a year stands, in one sentence. */
export function verdictOf(year: CommitmentYearStanding, currency: string): Verdict {
  const end = endOfYear(year);
  if (year.state === "upcoming") return { type: "pending", text: `Begins on ${timeName(year.from, true)}` };
  if (year.through === null) return { type: "pending", text: "No bills of this year yet" };
  if (year.met_on !== null) return { type: "success", text: `Met on ${timeName(year.met_on, true)}` };
  if (end === null) return { type: "pending", text: "Too few days for a forecast" };
  const amount = money(end.amount, currency);
  if (end.isForecast) {
    if (end.kind === "shortfall") return { type: "warning", text: `Heading for a shortfall of ${amount}` };
    return { type: "success", text: end.kind === "met" ? "Heading for exactly the commitment" : `Heading for ${amount} more than promised` };
  }
  return end.kind === "shortfall" ? { type: "error", text: `Ended ${amount} short` } : { type: "success", text: "Met" };
}

/** "35,000.00 USD behind", "on the line". */
export function paceText(year: CommitmentYearStanding, currency: string): string {
  if (isZero(year.ahead)) return "On the straight line";
  return `${money(unsigned(year.ahead), currency)} ${isBelowZero(year.ahead) ? "behind" : "ahead"}`;
}

/** The same as a phrase of its own. */
export const lineText = (year: CommitmentYearStanding, currency: string): string =>
  paceText(year, currency).replace(/behind$/, "behind the straight line").replace(/ahead$/, "ahead of the straight line");

/** What the picture shows, in sentences: for whoever does not see it, and for whoever reads first. */
export function sentencesOf(year: CommitmentYearStanding, currency: string): string[] {
  if (year.through === null) return [`The commitment is ${money(year.commitment, currency)}, from ${timeName(year.from, true)} to ${timeName(year.to, true)}.`];
  const end = endOfYear(year);
  const day = timeName(year.through, true);
  const sentences = [`By the end of ${day}, ${money(year.spent, currency)} of ${money(year.commitment, currency)} were spent: ${percentOf(year.percent)}.`];
  if (year.state === "running") {
    sentences.push(isZero(year.surplus) ? `${money(year.remaining, currency)} remain.` : `That is ${money(year.surplus, currency)} more than promised.`);
    sentences.push(`The straight line of the year is at ${money(year.expected, currency)} that day: ${paceText(year, currency).replace(/^On/, "on")}.`);
  }
  if (end !== null) sentences.push(endSentence(year, currency, end.kind, end.amount));
  return sentences;
}

function endSentence(year: CommitmentYearStanding, currency: string, kind: "shortfall" | "surplus" | "met", amount: string): string {
  const how = { shortfall: `${money(amount, currency)} short of the commitment`, surplus: `${money(amount, currency)} above the commitment`, met: "exactly at the commitment" }[kind];
  if (year.forecast === null || year.state !== "running") return `The year ended ${how}.`;
  return `At the pace of the last month it ends on ${timeName(year.to, true)} at ${money(year.forecast, currency)}: ${how}.`;
}
