import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { discover, linkedFile, organizationKey } from "../../api/organization.ts";
import type { CoverageView, MemberStanding, OrganizationView } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { standingWords } from "./standings.tsx";

interface CoverageProps {
  view: OrganizationView;
  onStanding: (standing: MemberStanding) => void;
}

/** How much of the organization is proven, and when it was read. */
export function Coverage({ view, onStanding }: CoverageProps) {
  const client = useQueryClient();
  const notify = useNotify();
  const reading = useMutation({
    mutationFn: () => discover(view.payer),
    onSuccess: () => {
      notify({ type: "info", header: "The organization is being read", content: "Accounts that answer are registered and checked by themselves." });
      void client.invalidateQueries({ queryKey: organizationKey(view.payer) });
    },
  });
  const { coverage } = view;
  return (
    <Container
      data-testid="coverage"
      header={
        <Header
          variant="h2"
          description={view.read_at === null ? "The organization was not read yet." : <>Read <Timestamp at={view.read_at} />; looked at again every day.</>}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button href={linkedFile(view.payer)} download iconName="download" data-testid="linked-csv">
                Download as CSV
              </Button>
              <ActionButton actions={view.actions} name="discover" busy={reading.isPending} onAct={() => { reading.mutate(); }}>
                Check access now
              </ActionButton>
            </SpaceBetween>
          }
        >
          Coverage
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ProblemAlert error={reading.error} />
        {view.trouble !== null && <Alert type="warning" header="The last reading is not complete">{view.trouble}</Alert>}
        <ProgressBar
          value={coverage.per_cent}
          label="Accounts that are proven and confirmed"
          additionalInfo={`${coverage.covered} of ${coverage.wanted}`}
          data-testid="coverage-bar"
        />
        <Standings coverage={coverage} onStanding={onStanding} />
      </SpaceBetween>
    </Container>
  );
}

function Standings({ coverage, onStanding }: { coverage: CoverageView; onStanding: (standing: MemberStanding) => void }) {
  return (
    <ul className="lf-standings" aria-label="Accounts by standing">
      {coverage.by_standing.map(({ standing, accounts }) => (
        <li key={standing}>
          <button type="button" onClick={() => { onStanding(standing); }} data-testid={`standing-${standing}`}>
            <Box variant="strong">{accounts}</Box> <span>{standingWords(standing, accounts)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
