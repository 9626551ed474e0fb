import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CheckOutcome, FindingView, ReportView } from "../api/types.ts";
import { OUTCOMES, OutcomeBadge } from "./badges.tsx";
import { Finding } from "./Finding.tsx";

const ORDER: Record<CheckOutcome, number> = { not_met: 0, unknown: 1, met: 2, not_run: 3 };

/** What was checked, what must be mended first; what is fine stays folded beside it. */
export function FindingList({ report }: { report: ReportView }) {
  const sorted = report.checks.toSorted((a, b) => ORDER[a.outcome] - ORDER[b.outcome]);
  const open = sorted.filter((finding) => finding.outcome === "not_met" || finding.outcome === "unknown");
  const rest = sorted.filter((finding) => !open.includes(finding));
  return (
    <SpaceBetween size="s" data-testid="findings">
      {open.map((finding) => (
        <Finding key={finding.code} finding={finding} />
      ))}
      {open.length === 0 ? (
        <Lines findings={rest} />
      ) : (
        rest.length > 0 && (
          <ExpandableSection headerText={countText(rest)} headingTagOverride="h3">
            <Lines findings={rest} />
          </ExpandableSection>
        )
      )}
    </SpaceBetween>
  );
}

function Lines({ findings }: { findings: readonly FindingView[] }) {
  return (
    <ul className="lf-findings">
      {findings.map((finding) => (
        <FindingLine key={finding.code} finding={finding} />
      ))}
    </ul>
  );
}

function FindingLine({ finding }: { finding: FindingView }) {
  return (
    <li data-testid={`finding-${finding.code}`} data-outcome={finding.outcome}>
      <OutcomeBadge outcome={finding.outcome} /> <span>{finding.title}</span>
      {finding.found !== null && (
        <Box variant="span" color="text-body-secondary" fontSize="body-s">
          {" "}
          – {finding.found}
        </Box>
      )}
    </li>
  );
}

/** "9 met, 2 not run". */
export function countText(findings: readonly FindingView[]): string {
  const counts = new Map<CheckOutcome, number>();
  for (const { outcome } of findings) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${OUTCOMES[outcome].text.toLowerCase()}`).join(", ");
}
