import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { ApiError } from "../api/failure.ts";
import type { ProblemCode } from "../api/types.ts";
import { renderPiece } from "../test/render.tsx";
import { LoadFailure, TO_ACCOUNTS } from "./LoadFailure.tsx";

const refused = (code: ProblemCode) =>
  new ApiError({
    kind: "problem", status: 404,
    problem: { code, title: "No", detail: "Not there.", fields: [], hints: [], request_id: "req_1", help: "/help/no", status: 404, type: "about:blank" } as never,
  });

test.each([
  ["activation_not_found", true],
  ["account_id_invalid", true],
  ["unavailable", false],
] as const)("%s leads back: %s", (code, isBack) => {
  renderPiece(<LoadFailure error={refused(code)} onRetry={() => undefined} back={TO_ACCOUNTS} />);
  expect(screen.queryByRole("link", { name: "Go to the accounts" }) !== null).toBe(isBack);
  expect(screen.queryByRole("button", { name: "Try again" }) !== null).toBe(!isBack);
});
