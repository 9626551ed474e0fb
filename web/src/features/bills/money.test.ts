import { describe, expect, it } from "vitest";
import { count, shown, size } from "./money.ts";

describe("amounts", () => {
  it.each([
    ["0", "0.00"],
    ["4064.4831315379", "4,064.48"],
    ["0.005", "0.00"],
    ["0.015", "0.02"],
    ["0.025", "0.02"],
    ["0.0250000000001", "0.03"],
    ["-0.004", "0.00"],
    ["-1234567.899", "\u22121,234,567.90"],
    ["999.999", "1,000.00"],
    ["12345678901234567890123.45", "12,345,678,901,234,567,890,123.45"],
    ["not a number", "not a number"],
  ])("%s is shown as %s", (amount, want) => {
    expect(shown(amount)).toBe(want);
  });

  it("keeps as many decimals as asked for", () => {
    expect(shown("1.8125", 3)).toBe("1.812");
    expect(shown("2.5", 0)).toBe("2");
    expect(shown("3.5", 0)).toBe("4");
  });
});

it("counts and sizes are short", () => {
  expect([count(0), count(119307), size(999), size(1000), size(439_000_000)]).toEqual(["0", "119,307", "999 bytes", "1.00 kB", "439 MB"]);
});
