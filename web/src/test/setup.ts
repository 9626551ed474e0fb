import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, expect, vi } from "vitest";

// What jsdom does not have and Cloudscape asks for.
Object.defineProperty(globalThis, "matchMedia", {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }),
});
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView = () => undefined;

configure({ asyncUtilTimeout: 15_000 });

// What React complains of (a missing key, an update after the test) is a fault of the page.
const complaints: string[] = [];
beforeEach(() => {
  localStorage.clear();
  complaints.length = 0;
  vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => { complaints.push(words.map(String).join(" ")); });
});
afterEach(() => {
  cleanup();
  expect(complaints).toEqual([]);
  vi.restoreAllMocks();
  vi.useRealTimers();
});
