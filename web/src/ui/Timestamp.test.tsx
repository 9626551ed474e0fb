import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Timestamp } from "./Timestamp.tsx";

test("what has just happened is not to come, however long the page stood before", () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-21T10:00:00Z"), toFake: ["Date"] });
  const { rerender } = render(<Timestamp at="2026-11-21T09:50:00Z" />);
  expect(screen.getByText("10 minutes ago")).toBeTruthy();
  vi.setSystemTime(Date.parse("2026-11-21T10:00:15Z"));
  rerender(<Timestamp at="2026-11-21T10:00:14Z" />);
  expect(screen.getByText("just now")).toBeTruthy();
});
