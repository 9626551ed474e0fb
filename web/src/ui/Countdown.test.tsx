import { act, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { renderPiece } from "../test/render.tsx";
import { Countdown } from "./Countdown.tsx";

test("it counts each second for the eye and hides that from screen readers", () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-21T10:00:00Z") });
  renderPiece(<Countdown label="Next look" until="2026-11-21T10:00:12Z" />);
  const seen = screen.getByText("Next look: 12 s");
  expect(seen.getAttribute("aria-hidden")).toBe("true");
  act(() => { vi.advanceTimersByTime(2_000); });
  expect(screen.getByText("Next look: 10 s")).toBeTruthy();
});
