import Header from "@cloudscape-design/components/header";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { addCommitment, commitmentKeys, commitments } from "../../api/commitments.ts";
import { useNotify } from "../../app/notifications.tsx";
import { Page } from "../../app/page.tsx";
import { CommitmentForm } from "./CommitmentForm.tsx";
import { COMMITMENTS_CRUMB } from "./crumbs.ts";
import { defaultsOf } from "./defaults.ts";
import { EMPTY } from "./draft.ts";

const CRUMBS = [COMMITMENTS_CRUMB, { text: "Add a commitment", href: "/commitments/new" }];

/** A contract is typed in. */
export function Component() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const defaults = defaultsOf(useQuery(commitments).data);
  return (
    <Page
      title="Add a commitment"
      crumbs={CRUMBS}
      header={<Header variant="h1" description="From your private pricing agreement with AWS (EDP or PPA). It stays in Landfast; AWS is not asked.">Add a commitment</Header>}
    >
      <CommitmentForm
        initial={EMPTY}
        defaults={defaults}
        submit="Add the commitment"
        back="/commitments"
        save={addCommitment}
        onSaved={(added) => {
          client.setQueryData(commitmentKeys.one(added.id), added);
          void client.invalidateQueries({ queryKey: commitmentKeys.list });
          notify({ type: "success", header: `${added.name} is added` });
          void navigate(`/commitments/${added.id}`);
        }}
      />
    </Page>
  );
}
