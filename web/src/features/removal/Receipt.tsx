import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { receiptFile } from "../../api/removal.ts";
import type { ReceiptVerdict, ReceiptView } from "../../api/types.ts";
import { CopyValue } from "../../ui/CopyField.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { Tries } from "./Tries.tsx";

const SIGNS: Record<ReceiptVerdict, AlertProps.Type> = {
  gone: "success",
  nothing_to_try: "info",
  access_left: "warning",
  own_identity: "info",
};

/** What stays of an account that was removed. */
export function Receipt({ receipt }: { receipt: ReceiptView }) {
  const { receipt_id: id, account_id: account, name, role_arn: role, begun_by, begun_at, finished_by, finished_at } = receipt;
  return (
    <Container
      data-testid="receipt"
      data-verdict={receipt.verdict}
      header={
        <Header
          variant="h2"
          description={<span className="lf-anywhere">{name} ({account})</span>}
          actions={
            <Button href={receiptFile(id)} download iconName="download" data-testid="receipt-download">
              Download
            </Button>
          }
        >
          Receipt
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Alert type={SIGNS[receipt.verdict]}>{receipt.summary}</Alert>
        <KeyValuePairs
          columns={2}
          items={[
            { label: "Begun", value: <><Timestamp at={begun_at} /> by {begun_by}</> },
            { label: "Finished", value: <><Timestamp at={finished_at} /> by {finished_by}</> },
            { label: "Role", value: role === null ? "None" : <CopyValue label="role ARN" value={role} /> },
            { label: "Receipt", value: <CopyValue label="receipt id" value={id} /> },
            { label: "SHA-256, as in the activity log", value: <CopyValue label="SHA-256" value={receipt.sha256} /> },
          ]}
        />
        {receipt.tries.length > 0 && <Tries tries={receipt.tries} />}
      </SpaceBetween>
    </Container>
  );
}
