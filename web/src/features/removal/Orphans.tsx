import Alert from "@cloudscape-design/components/alert";
import { useQuery } from "@tanstack/react-query";
import { orphans } from "../../api/removal.ts";
import { Timestamp } from "../../ui/Timestamp.tsx";

/** What an earlier registration of this account left behind, if it still answers. */
export function Orphans({ accountId }: { accountId: string }) {
  const { data } = useQuery(orphans(accountId));
  const answering = data?.items.filter(({ remedy }) => remedy !== null) ?? [];
  if (answering.length === 0) return null;
  return (
    <Alert type="warning" header="An earlier registration left access behind" data-testid="orphans">
      <ul className="lf-plain-list">
        {answering.map(({ role_arn: role, removed_at, removed_by, remedy }) => (
          <li key={`${role} ${removed_at}`}>
            {remedy} Its record was removed <Timestamp at={removed_at} /> by {removed_by}.
          </li>
        ))}
      </ul>
    </Alert>
  );
}
