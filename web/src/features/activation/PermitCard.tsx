import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { Permit, type PermitProps } from "./Permit.tsx";

/** The permit of an activation, as a card of its page. */
export function PermitCard(props: PermitProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A role in the payer for this activation alone. It cannot be used after its time, and its owner deletes it at the end."
        >
          Permit
        </Header>
      }
    >
      <Permit {...props} />
    </Container>
  );
}
