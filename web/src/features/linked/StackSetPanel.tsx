import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { StackSetFlawView, StackSetOperationView, StackSetView, StackState } from "../../api/types.ts";
import { Badge } from "../../ui/badges.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { FLAWS, OPERATION_ACTIONS, OPERATION_STATES, STACK_STATES } from "./standings.tsx";

interface StackSetPanelProps {
  view: StackSetView;
  onStack: (stack: StackState) => void;
}

/** The StackSet of the roll-out as AWS shows it, beside what our own proofs say. */
export function StackSetPanel({ view, onStack }: StackSetPanelProps) {
  const { read_at, not_looked } = view;
  return (
    <Container
      data-testid="stack-set"
      header={
        <Header
          variant="h2"
          description={read_at === null ? "It was not looked at yet." : <>Read <Timestamp at={read_at} />; looked at again with every reading, and more often while AWS works on it.</>}
        >
          StackSet in AWS
        </Header>
      }
    >
      <SpaceBetween size="m">
        {not_looked !== null && (
          <Alert type="info" header="Not looked at" data-testid="stack-set-not-looked">
            {not_looked.because} {not_looked.remedy ?? "It is tried again by itself."}
          </Alert>
        )}
        {view.exists === false && (
          <Box data-testid="stack-set-missing">
            There is no StackSet <span className="lf-mono">{view.name}</span> in {view.region} of the payer. It appears here once it is created.
          </Box>
        )}
        {view.exists === true && <Seen view={view} onStack={onStack} />}
      </SpaceBetween>
    </Container>
  );
}

function Seen({ view, onStack }: StackSetPanelProps) {
  const newest = view.operations?.[0];
  return (
    <>
      {view.flaws.map((flaw) => <Flaw key={`${flaw.kind} ${flaw.expected}`} flaw={flaw} />)}
      <ul className="lf-standings" aria-label="Accounts by how far the StackSet is">
        {view.by_stack.map(({ stack, accounts }) => (
          <li key={stack}>
            <button type="button" onClick={() => { onStack(stack); }} data-testid={`stack-${stack}`}>
              <Box variant="strong">{accounts}</Box> <span>{STACK_STATES[stack].text.toLowerCase()}</span>
            </button>
          </li>
        ))}
      </ul>
      {view.elsewhere > 0 && <Box>It also has {view.elsewhere} instances in accounts that are not known to be in the organization.</Box>}
      {view.operations === null && <Box>The payer’s role may not list operations; its stack is older than this Landfast.</Box>}
      {newest !== undefined && <Newest operation={newest} />}
    </>
  );
}

function Flaw({ flaw: { kind, expected, found, remedy } }: { flaw: StackSetFlawView }) {
  return (
    <Alert type="warning" header={FLAWS[kind]} data-testid={`flaw-${kind}`}>
      <div>Expected: {expected}. Found: {found === "" ? "nothing" : found}.</div>
      <div>{remedy}</div>
    </Alert>
  );
}

function Newest({ operation: { action, state, created_at, ended_at, failed, reason } }: { operation: StackSetOperationView }) {
  const at = ended_at ?? created_at;
  return (
    <Box data-testid="stack-set-operation">
      Newest operation: {OPERATION_ACTIONS[action]} <Badge look={OPERATION_STATES[state]} />
      {at !== null && <> <Timestamp at={at} /></>}
      {failed !== null && failed > 0 && <>, failed in {failed}</>}
      {reason !== null && <div className="lf-about">{reason}</div>}
    </Box>
  );
}
