import { expect, test } from "vitest";
import { readDraft, readStep, tidyAccountId, toRequest, writeDraft } from "./draft.ts";

test("what was typed survives the address", () => {
  const draft = {
    method: "cli", accountId: "0123", name: "Bücher & co", region: "eu-west-1", capabilities: ["billing", "inventory"], tagAccess: "write",
    trust: "issuer",
  } as const;
  const query = new URLSearchParams(writeDraft(draft, "details").toString());
  expect(readDraft(query)).toEqual(draft);
  expect(readStep(query)).toBe("details");
});

test("an address with nonsense in it begins at the beginning", () => {
  const query = new URLSearchParams("method=telepathy&step=9");
  expect(readDraft(query).method).toBe("console_stack");
  expect(readStep(query)).toBe("method");
});

test("nothing chosen is another thing than everything off, in the address and in the request", () => {
  const off = { ...readDraft(new URLSearchParams("account_id=1")), capabilities: [] };
  expect(readDraft(writeDraft(off, "details")).capabilities).toEqual([]);
  expect(toRequest(off)).toMatchObject({ capabilities: [] });
  expect(toRequest({ ...off, capabilities: null })).not.toHaveProperty("capabilities");
});

test("hyphens and blanks of a pasted id are taken out, its zeros stay", () => {
  expect(tidyAccountId(" 0123-4567\u00a08901 ")).toBe("012345678901");
});

test("what is left empty is left to the server", () => {
  expect(toRequest({ method: "cli", accountId: "1", name: "  ", region: "", capabilities: null, tagAccess: null, trust: null })).toEqual({ method: "cli", account_id: "1" });
});
