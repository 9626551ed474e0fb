import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CapabilityView, OwnerView } from "../../api/types.ts";

/** What the role may do with the choices that were made for this account, in words, and what it cannot do. */
export function Grants({ view }: { view: OwnerView }) {
  return (
    <Container
      data-testid="owner-grants"
      header={
        <Header variant="h2" description="As it was chosen for this account. Every action is listed; there are no others.">
          What is granted
        </Header>
      }
    >
      <SpaceBetween size="m">
        {view.grants.map((grant) => (
          <Grant key={grant.capability} grant={grant} />
        ))}
        <ExpandableSection headerText="What the role cannot do" headingTagOverride="h3" defaultExpanded>
          <ul className="lf-plain-list" data-testid="owner-cannot">
            {view.cannot.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  );
}

function Grant({ grant: { capability, title, about, actions } }: { grant: CapabilityView }) {
  return (
    <ExpandableSection
      headerText={title}
      headerCounter={`(${actions.length})`}
      headerDescription={about}
      headingTagOverride="h3"
      data-testid={`grant-${capability}`}
    >
      <ul className="lf-plain-list">
        {actions.map(({ action, reason, resources }) => (
          <li key={action}>
            {reason}
            <div className="lf-about">
              <span className="lf-mono">{action}</span> on {resources.join(", ")}
            </div>
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
