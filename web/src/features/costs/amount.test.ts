import { expect, it } from "vitest";
import { exactly, percentText, rounded } from "./Amount.tsx";
import { coloursOf } from "./colours.ts";
import { cut, dimensionName, dimensionWord, valueName } from "./words.ts";

it("shows amounts as people read them, and never nothing for something", () => {
  expect(["1234.565", "-0.5", "0", "0.0049", "-0.001"].map((amount) => rounded(amount))).toEqual(["1,234.56", "\u22120.50", "0.00", "< 0.01", "> \u22120.01"]);
  expect(["744", "1.5", "0", "0.0001"].map((amount) => rounded(amount, true))).toEqual(["744", "1.5", "0", "< 0.001"]);
  expect(exactly("-1234.5000000001")).toBe("\u22121,234.5000000001");
  expect(["12.34", "-3", "0", null].map(percentText)).toEqual(["+12.3 %", "\u22123.0 %", "0.0 %", "new"]);
});

it("has the same colour for a name in every chart, and never two alike", () => {
  const names = Array.from({ length: 12 }, (_, number) => `service ${number}`);
  const given = new Map<string, number>();
  const all = coloursOf(names, given);
  expect(new Set(all.values()).size).toBe(12);
  expect(coloursOf([...names].reverse(), given)).toEqual(all);
  expect(coloursOf(["service 7"], given).get("service 7")).toBe(all.get("service 7"));
  const more = coloursOf(["another", "service 7"], given);
  expect(more.get("another")).not.toBe(more.get("service 7"));
  expect(coloursOf(["one"], new Map())).toEqual(coloursOf(["one"], new Map()));
});

it("calls things as people do", () => {
  expect(["usage_type", "tag:team", "new_thing", "toString"].map(dimensionName)).toEqual(["Usage type", "Tag team", "new thing", "toString"]);
  expect(["usage_type", "tag:Team", "operation"].map(dimensionWord)).toEqual(["usage type", "tag Team", "API operation"]);
  expect(valueName("payer", "012345678901", { "012345678901": "Harbour" })).toBe("Harbour (012345678901)");
  expect([valueName("service", null, {}), valueName("account", "1", {})]).toEqual(["No value", "1"]);
  expect(cut("a".repeat(50))).toHaveLength(44);
  expect(cut("arn:aws:ec2:eu-central-1:123456789012:instance/i-0abc", 20)).toBe("arn:aws:ec…ce/i-0abc");
});
