import { expect, test } from "vitest";
import { fullTime, relativeTime, shownCountdown, spokenCountdown } from "./time.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");

test.each([
  ["2026-11-21T09:59:40Z", "just now"],
  ["2026-11-21T09:57:00Z", "3 minutes ago"],
  ["2026-11-21T08:30:00Z", "1 hour ago"],
  ["2026-11-18T10:00:00Z", "3 days ago"],
  ["2026-11-21T10:00:03Z", "just now"],
  ["2026-11-21T10:00:20Z", "in a moment"],
  ["2026-11-21T12:00:00Z", "in 2 hours"],
])("%s is %s", (time, words) => {
  expect(relativeTime(time, NOW)).toBe(words);
});

test("a time in full says in which zone", () => {
  const zone = new Intl.DateTimeFormat("en-GB", { timeZoneName: "short" }).formatToParts(NOW).find(({ type }) => type === "timeZoneName");
  expect(fullTime("2026-11-21T10:00:00Z")).toMatch(/^21 Nov 2026, \d\d:00:00 /);
  expect(fullTime("2026-11-21T10:00:00Z")).toContain(zone?.value ?? "no zone");
});

test("a countdown shows each second", () => {
  expect([65, 60, 59, 1, 0, -5].map(shownCountdown)).toEqual(["1:05", "1:00", "59 s", "1 s", "any moment", "any moment"]);
});

test("a countdown of two minutes is spoken at most five times", () => {
  const said = new Set(Array.from({ length: 125 }, (_unused, second) => spokenCountdown(120 - second)));
  expect(said.size).toBeLessThanOrEqual(5);
});
