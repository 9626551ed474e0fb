import SpaceBetween from "@cloudscape-design/components/space-between";
import { usePage } from "../../app/page.tsx";
import { ActivityTable } from "./ActivityTable.tsx";
import { Verification } from "./Verification.tsx";

const CRUMBS = [{ text: "Activity", href: "/activity" }];

export function Component() {
  usePage("Activity", CRUMBS);
  return (
    <SpaceBetween size="m">
      <ActivityTable accountId={null} heading="h1" />
      <Verification />
    </SpaceBetween>
  );
}
