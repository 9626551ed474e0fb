import { expect, test } from "vitest";
import { step } from "../test/samples.ts";
import { pollDelay } from "./poll.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const waiting = (next: number) =>
  step({ state: "waiting", check_id: "c", since: at(-60), next_at: at(next), why: "not_deployed", patience_ends_at: null });
const checking = (age: number) => step({ state: "checking", check_id: "c", since: at(-age) });

test.each([
  ["a new check is looked at soon", checking(0), 1_000],
  ["an old check is looked at less often", checking(40), 10_000],
  ["a very old check at most every 15 s", checking(600), 15_000],
  ["waiting is looked at when its time comes", waiting(4), 4_000],
  ["a far time is not trusted blindly", waiting(300), 15_000],
  ["an overdue time is looked at soon", waiting(-1), 1_000],
  ["a long overdue one backs off", waiting(-40), 10_000],
])("%s", (_name, view, expected) => {
  expect(pollDelay(view, NOW)).toBe(expected);
});

test("nothing under way: no polling", () => {
  expect(pollDelay(step({ state: "open" }), NOW)).toBe(false);
  expect(pollDelay(step({ state: "passed", at: at(0) }), NOW)).toBe(false);
  expect(pollDelay(step({ state: "blocked", at: at(0) }), NOW)).toBe(false);
  expect(pollDelay(undefined, NOW)).toBe(false);
});
