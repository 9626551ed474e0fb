import { expect, test } from "vitest";
import { standingWords } from "./standings.tsx";

test("one account needs attention, two need it", () => {
  expect([1, 2].map((accounts) => standingWords("attention", accounts))).toEqual(["needs attention", "need attention"]);
  expect(standingWords("not_activated", 2)).toBe("not activated");
});
