import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Instructions, ParameterView } from "../../api/types.ts";
import { renderPiece } from "../../test/render.tsx";
import { ID, instructions } from "../../test/samples.ts";
import { StackTab } from "./StackTab.tsx";

const URL = "https://console.example/home#/stacks/quickcreate?stackName=landfast";
const parameters = (access: string): ParameterView[] => [
  { name: "TagAccess", value: access, editable: false, about: "Chosen." },
  { name: "WritableTagKeys", value: "", editable: true, about: "The tag keys." },
  { name: "CallbackTopicArn", value: "", editable: false, about: "Later." },
];
const open = (access: string) => {
  const told: Instructions = { ...instructions, launch_url: URL, parameters: parameters(access) };
  renderPiece(<StackTab accountId={ID} instructions={told} />);
};
const link = () => screen.getByRole("link", { name: /Open AWS create stack page/ }).getAttribute("href");

test("where tags are written their keys are asked for, and go into the link", async () => {
  open("write");
  expect(screen.getByTestId("parameter-WritableTagKeys").textContent).toContain("fill in");
  expect(link()).toBe(URL);
  await userEvent.type(screen.getByRole("textbox", { name: /Tag keys/ }), "CostCenter , team/Owner,");
  expect(link()).toBe(`${URL}&param_WritableTagKeys=CostCenter%2Cteam%2FOwner`);
});

test("where tags are only read nobody is asked, and what may be said is told from what must stay empty", () => {
  open("read");
  expect(screen.queryByRole("textbox", { name: /Tag keys/ })).toBeNull();
  expect(screen.getByTestId("parameter-WritableTagKeys").textContent).toContain("Empty, unless you want it");
  expect(screen.getByTestId("parameter-CallbackTopicArn").textContent).toContain("Leave empty");
});
