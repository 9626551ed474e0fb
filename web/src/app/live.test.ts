import { expect, test, vi } from "vitest";
import { eventOf, lineSplitter, listen } from "./live.ts";

test("an event that comes in pieces is one event", () => {
  const lines = lineSplitter();
  const got = ['data: {"topic":"acc', 'ount","account_id":"1"}\n', "\n: keep-alive\n"].flatMap(lines).map(eventOf);
  expect(got.filter((event) => event !== null)).toEqual([{ topic: "account", account_id: "1" }]);
});

test.each(["event: x", ": comment", "data: not json", "data: 3", ""])("%j is no event", (line) => {
  expect(eventOf(line)).toBeNull();
});

test("a connection that ends is made again, with the chosen workspace", async () => {
  vi.useFakeTimers();
  localStorage.setItem("landfast.workspace", "Müller AG");
  const stop = new AbortController();
  const fetch = vi
    .spyOn(globalThis, "fetch")
    .mockImplementation(() => Promise.resolve(new Response('data: {"topic":"work","account_id":null}\n\n')));
  const onEvent = vi.fn();
  const onOpen = vi.fn();
  const done = listen({ onEvent, onOpen }, stop.signal);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(onOpen).toHaveBeenCalledTimes(2);
  expect(onEvent).toHaveBeenCalledWith({ topic: "work", account_id: null });
  expect(new Headers(fetch.mock.calls[0]?.[1]?.headers).get("Landfast-Workspace")).toBe("M%C3%BCller%20AG");
  stop.abort();
  await vi.runAllTimersAsync();
  await done;
});

test("a server that is away is asked less and less often", async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const fetch = vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  const done = listen({ onEvent: vi.fn(), onOpen: vi.fn() }, stop.signal);
  await vi.advanceTimersByTimeAsync(60_000);
  // At 0, 1, 3, 7, 15, 31 s; then every 30 s.
  expect(fetch).toHaveBeenCalledTimes(6);
  stop.abort();
  await vi.runAllTimersAsync();
  await done;
});
