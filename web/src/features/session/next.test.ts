import { expect, test } from "vitest";
import { safeNext } from "./next.ts";

test("a page of the console is kept", () => {
  expect(safeNext("/accounts/012345678901?tab=history")).toBe("/accounts/012345678901?tab=history");
});

test.each([null, "", "accounts", "https://evil.example/", "//evil.example/x", "/\\evil.example", "javascript:alert(1)"])(
  "%j leads to the accounts",
  (next) => {
    expect(safeNext(next)).toBe("/accounts");
  },
);
