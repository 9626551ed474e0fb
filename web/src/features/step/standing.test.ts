import { expect, test } from "vitest";
import { ApiError } from "../../api/failure.ts";
import type { Problem } from "../../api/types.ts";
import { problem } from "../../test/fake-api.ts";
import { standing } from "./standing.ts";

const unreachable = new ApiError({ kind: "unreachable", detail: "Failed to fetch" });

test("a server that does not answer is told until it answers", () => {
  expect(standing({ error: unreachable, submittedAt: 2 }, 1)).toBe(unreachable);
  expect(standing({ error: unreachable, submittedAt: 2 }, 3)).toBeNull();
});

test("what the server said itself stays", () => {
  const refused = new ApiError({ kind: "problem", status: 409, problem: problem(409, "action_not_allowed").body as Problem });
  expect(standing({ error: refused, submittedAt: 2 }, 3)).toBe(refused);
  expect(standing({ error: null, submittedAt: 0 }, 3)).toBeNull();
});
