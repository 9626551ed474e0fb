import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { OwnerView } from "../../api/types.ts";
import { CopyValue } from "../../ui/CopyField.tsx";
import { fullTime } from "../../ui/time.ts";
import { Timestamp } from "../../ui/Timestamp.tsx";

/** Who asks for access, to which account, and until when the link works. */
export function WhoAsks({ view }: { view: OwnerView }) {
  return (
    <Container header={<Header variant="h2">Who asks</Header>} data-testid="owner-who">
      <KeyValuePairs
        columns={2}
        items={[
          {
            label: "Asked by",
            value: (
              <>
                <span className="lf-anywhere" data-testid="owner-asked-by">{person(view.asked_by)}</span>
                <Box color="text-body-secondary">of the workspace {view.workspace}</Box>
              </>
            ),
          },
          {
            label: "Account",
            value: (
              <>
                <CopyValue label="account id" value={view.account_id} />
                {view.name !== view.account_id && <Box color="text-body-secondary">{view.name}</Box>}
              </>
            ),
          },
          { label: "Region of the stack", value: view.region },
          {
            label: "This link works until",
            value: (
              <span data-testid="owner-expires">
                {fullTime(view.expires_at)} (<Timestamp at={view.expires_at} />)
              </span>
            ),
          },
        ]}
      />
      <Box color="text-body-secondary" padding={{ top: "s" }}>
        You need no sign-in here. If you do not know who asks, do nothing: nobody has access until you give it.
      </Box>
    </Container>
  );
}

/** A link that a program made names the API token that it did it with. */
const person = (name: string) => (name.startsWith("token:") ? `a program, by the API token ${name.slice("token:".length)}` : name);
