import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ALL_LINKED, type LinkedFilter, linkedKey, organization } from "../../api/organization.ts";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Activations } from "../activation/Activations.tsx";
import { Coverage } from "./Coverage.tsx";
import { LinkedTable } from "./LinkedTable.tsx";
import { RolloutPanel } from "./RolloutPanel.tsx";
import { StackSetPanel } from "./StackSetPanel.tsx";

/** The organization of a payer: what is proven of it, how the rest is reached, every account. */
export function LinkedTab({ payer }: { payer: string }) {
  const { data, error, refetch } = useQuery(organization(payer));
  const [filter, setFilter] = useState<LinkedFilter>(ALL_LINKED);
  const client = useQueryClient();
  // The list is as old as the counts above it: both change together.
  const counts = JSON.stringify([data?.read_at, data?.coverage.by_standing, data?.stack_set?.by_stack]);
  useEffect(() => void client.invalidateQueries({ queryKey: linkedKey(payer) }), [client, payer, counts]);
  if (data === undefined) {
    return error === null ? <Loading what="the organization" /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <SpaceBetween size="l">
      <Coverage view={data} onStanding={(standing) => { setFilter({ ...ALL_LINKED, standing }); }} />
      <Activations payer={payer} />
      <RolloutPanel payer={payer} units={data.units} />
      {data.stack_set !== null && <StackSetPanel view={data.stack_set} onStack={(stack) => { setFilter({ ...ALL_LINKED, stack }); }} />}
      <LinkedTable payer={payer} units={data.units} stacks={data.stack_set !== null && data.stack_set.read_at !== null} filter={filter} onFilter={setFilter} />
    </SpaceBetween>
  );
}
