import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CauseView, FindingView } from "../api/types.ts";
import { OutcomeBadge } from "./badges.tsx";
import { OutsideLink } from "./Links.tsx";

/** One finding that is not fine: expected, found, what to do, and the reasons it may have. */
export function Finding({ finding }: { finding: FindingView }) {
  const facts = [
    { label: "Expected", value: finding.expected },
    { label: "Found", value: finding.found },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
  return (
    <section
      className={`lf-finding lf-finding-${finding.outcome}`}
      data-testid={`finding-${finding.code}`}
      data-outcome={finding.outcome}
      {...(finding.mistake === null ? {} : { "data-mistake": finding.mistake })}
      aria-label={finding.title}
    >
      <SpaceBetween size="xs">
        <div>
          <Box variant="h4" tagOverride="h3" display="inline" margin={{ right: "s" }}>
            {finding.title}
          </Box>
          <OutcomeBadge outcome={finding.outcome} />
        </div>
        <KeyValuePairs columns={2} items={facts} />
        {finding.remedy !== null && (
          <div>
            <Box variant="awsui-key-label">What to do</Box>
            <div data-testid="finding-remedy">{finding.remedy}</div>
          </div>
        )}
        <Causes causes={finding.causes} />
        <Box variant="small">
          <OutsideLink href={finding.help}>More about this check</OutsideLink>
        </Box>
      </SpaceBetween>
    </section>
  );
}

function Causes({ causes }: { causes: readonly CauseView[] }) {
  if (causes.length === 0) return null;
  return (
    <ol className="lf-causes" data-testid="finding-causes">
      {causes.map((cause, place) => (
        <li key={cause.mistake} data-mistake={cause.mistake}>
          <ExpandableSection headerText={cause.title} defaultExpanded={place === 0} headingTagOverride="h4">
            {cause.cure}
          </ExpandableSection>
        </li>
      ))}
    </ol>
  );
}
