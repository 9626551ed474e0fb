import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPiece } from "../test/render.tsx";
import { finding, report } from "../test/samples.ts";
import { FindingList } from "./FindingList.tsx";

const bad = finding({
  code: "refuse_wrong_external_id", title: "The role refuses a wrong external id", outcome: "not_met",
  mistake: "external_id_wildcard", expected: "refused", found: "let in", remedy: "Use StringEquals.",
  causes: [{ mistake: "external_id_edited", title: "Edited", cure: "Compare it." }],
});

test("what must be mended comes first, with expected, found, remedy and causes", () => {
  renderPiece(<FindingList report={report([finding(), bad])} />);
  const [first] = screen.getAllByTestId(/^finding-[a-z_]+$/).filter((node) => node.dataset["outcome"] !== undefined);
  expect(first?.dataset).toMatchObject({ outcome: "not_met", mistake: "external_id_wildcard" });
  const mended = within(first as HTMLElement);
  for (const words of ["refused", "let in", "Use StringEquals.", "Compare it."]) expect(mended.getByText(words)).toBeTruthy();
});

test("what is fine is counted and folded", () => {
  renderPiece(<FindingList report={report([finding(), bad, finding({ code: "account_kind", outcome: "not_run" })])} />);
  expect(screen.getByText("1 met, 1 not run")).toBeTruthy();
});
