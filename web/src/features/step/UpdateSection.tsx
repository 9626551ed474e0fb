import ExpandableSection from "@cloudscape-design/components/expandable-section";
import type { StepView } from "../../api/types.ts";
import { UpdatePanel } from "./UpdatePanel.tsx";

interface UpdateSectionProps {
  accountId: string;
  step: StepView;
}

/** Open where an update is the thing to do; folded where it only could be done. */
export function UpdateSection({ accountId, step: { state, instructions, report } }: UpdateSectionProps) {
  const update = instructions?.update ?? null;
  if (instructions === null || update === null) return null;
  const isWanted = state.state === "drifted" && state.why === "update_available";
  return (
    <ExpandableSection
      key={String(isWanted)}
      defaultExpanded={isWanted}
      headerText="Update the role"
      headingTagOverride="h3"
      data-testid="update-section"
    >
      <UpdatePanel accountId={accountId} instructions={instructions} update={update} difference={report?.difference ?? null} />
    </ExpandableSection>
  );
}
