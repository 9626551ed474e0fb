import Box from "@cloudscape-design/components/box";
import type { TableProps } from "@cloudscape-design/components/table";
import { usePermit } from "../../app/permit.ts";
import { AccountStatusBadge, Badge, DRIFTS, KINDS, kindText, STEP_STATES, StepStateBadge } from "../../ui/badges.tsx";
import { LinkButton, RouteLink } from "../../ui/Links.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import type { AccountRow } from "./tree.ts";

type Column = TableProps.ColumnDefinition<AccountRow>;

const by =
  (key: (row: AccountRow) => string) =>
  (a: AccountRow, b: AccountRow): number =>
    key(a).localeCompare(key(b), "en", { numeric: true });

/** The text that a column is sorted by; rows without an account come first. */
const ofAccount = (key: (row: Extract<AccountRow, { type: "account" }>) => string) =>
  by((row) => (row.type === "account" ? key(row) : ""));

export const nameColumn: Column = {
  id: "name",
  header: "Account",
  isRowHeader: true,
  minWidth: 175,
  maxWidth: 360,
  sortingComparator: ofAccount(({ account }) => account.name),
  cell: (row) => <Name row={row} />,
};

export const columns: readonly Column[] = [
  nameColumn,
  {
    id: "status",
    header: "Status",
    minWidth: 160,
    sortingComparator: ofAccount(({ account }) => account.status),
    cell: (row) => <Status row={row} />,
  },
  {
    id: "kind",
    header: "Kind",
    minWidth: 95,
    sortingComparator: ofAccount(({ account }) => account.kind ?? ""),
    cell: (row) => (row.type === "account" ? kindText(row.account.kind) : KINDS.payer),
  },
  { id: "steps", header: "Steps", minWidth: 170, cell: (row) => <Steps row={row} /> },
  {
    id: "last-check",
    header: "Last check",
    minWidth: 115,
    sortingComparator: ofAccount(({ account }) => account.last_check_at ?? ""),
    cell: (row) => (row.type === "account" ? <Timestamp at={row.account.last_check_at} /> : "–"),
  },
  {
    id: "region",
    header: "Region",
    minWidth: 105,
    sortingComparator: ofAccount(({ account }) => account.region),
    cell: (row) => (row.type === "account" ? row.account.region : "–"),
  },
];

function Name({ row }: { row: AccountRow }) {
  switch (row.type) {
    case "account": {
      const { account_id, name } = row.account;
      return (
        <div className="lf-anywhere" data-testid={`account-row-${account_id}`}>
          <RouteLink to={`/accounts/${account_id}`}>{name}</RouteLink>
          {name !== account_id && <Id id={account_id} />}
        </div>
      );
    }
    case "missing_payer":
      return (
        <div data-testid={`missing-payer-${row.payer}`}>
          Payer <span className="lf-mono">{row.payer}</span> – not registered
          <Box color="text-body-secondary" fontSize="body-s">
            {row.linked === 1 ? "One linked account names it" : `${row.linked} linked accounts name it`}
          </Box>
        </div>
      );
    case "hidden_payer":
      return <RouteLink to={`/accounts/${row.payer}`}>Payer {row.payer}</RouteLink>;
  }
}

/** Of a payer that nobody registered: the way to do it. */
function Status({ row }: { row: AccountRow }) {
  const permit = usePermit();
  switch (row.type) {
    case "account":
      return <AccountStatusBadge status={row.account.status} />;
    case "missing_payer":
      return (
        <LinkButton
          to={`/register?account_id=${row.payer}`}
          ariaLabel={`Register payer ${row.payer}`}
          {...permit}
          data-testid={`register-payer-${row.payer}`}
        >
          Register
        </LinkButton>
      );
    case "hidden_payer":
      return <>–</>;
  }
}

function Id({ id }: { id: string }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      <span className="lf-mono">{id}</span>
    </Box>
  );
}

/** The steps that say something: what has passed is counted, what needs a person or time is named. */
function Steps({ row }: { row: AccountRow }) {
  if (row.type !== "account") return <>–</>;
  const { steps, status } = row.account;
  const passed = steps.filter((step) => step.state === "passed").length;
  const speaking = steps.find((step) => !["passed", "locked", "skipped"].includes(step.state));
  if (speaking !== undefined) {
    // A step in one line has no reason; the account's status says which it is.
    const isUpdate = speaking.state === "drifted" && status === "update_available";
    const look = isUpdate ? DRIFTS.update_available : STEP_STATES[speaking.state];
    return <Badge look={look} label={`${speaking.title}: ${look.text.toLowerCase()}`} wrap />;
  }
  return <StepStateBadge state={passed > 0 ? "passed" : "locked"} label={`${passed} of ${steps.length} passed`} />;
}
