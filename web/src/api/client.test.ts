import { expect, test } from "vitest";
import { fakeApi, problem } from "../test/fake-api.ts";
import { session } from "../test/samples.ts";
import { api, call, retryTime } from "./client.ts";
import { failureOf } from "./failure.ts";
import { chooseWorkspace } from "./workspace.ts";

const whoAmI = () => call(api.GET("/session"));

test.each([
  ["main", "main"],
  ["Müller AG", "M%C3%BCller%20AG"],
  ["東京", "%E6%9D%B1%E4%BA%AC"],
  ["50% off", "50%25%20off"],
])("a call in workspace %j says %s", async (name, sentAs) => {
  const sent = fakeApi({ "GET /session": () => session });
  chooseWorkspace(name);
  await whoAmI();
  expect(sent[0]?.headers.get("Landfast-Workspace")).toBe(sentAs);
});

test("without a choice no workspace is named", async () => {
  const sent = fakeApi({ "GET /session": () => session });
  await whoAmI();
  expect(sent[0]?.headers.has("Landfast-Workspace")).toBe(false);
});

test("a refusal carries the time from which trying again can help", async () => {
  fakeApi({ "GET /session": () => problem(429, "too_many_attempts", {}, { "Retry-After": "40" }) });
  const before = Date.now();
  const failure = await whoAmI().catch(failureOf);
  const wait = Date.parse((failure as { retryAt: string }).retryAt) - before;
  expect(wait).toBeGreaterThanOrEqual(40_000);
  expect(wait).toBeLessThan(50_000);
});

const NOW = Date.parse("2026-11-21T10:00:00Z");
test.each([
  ["30", "2026-11-21T10:00:30.000Z"],
  ["Sat, 21 Nov 2026 10:05:00 GMT", "2026-11-21T10:05:00.000Z"],
  ["soon", null],
  ["", null],
  [null, null],
])("Retry-After %j is %j", (header, at) => {
  expect(retryTime(header, NOW)).toBe(at);
});
