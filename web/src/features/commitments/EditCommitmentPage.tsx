import Header from "@cloudscape-design/components/header";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { changeCommitment, commitment, commitmentKeys, commitments } from "../../api/commitments.ts";
import { useNotify } from "../../app/notifications.tsx";
import { Page } from "../../app/page.tsx";
import { LoadFailure } from "../../ui/LoadFailure.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { CommitmentForm } from "./CommitmentForm.tsx";
import { COMMITMENTS_CRUMB, TO_COMMITMENTS } from "./crumbs.ts";
import { defaultsOf } from "./defaults.ts";
import { draftOf } from "./draft.ts";

/** A contract is changed: all of it is in the form, and all of it is saved. */
export function Component() {
  const { commitmentId = "" } = useParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const { data, error, refetch } = useQuery(commitment(commitmentId));
  const defaults = defaultsOf(useQuery(commitments).data);
  const page = `/commitments/${commitmentId}`;
  const title = data === undefined ? "Edit" : `Edit ${data.name}`;
  return (
    <Page
      title={title}
      crumbs={[COMMITMENTS_CRUMB, { text: data?.name ?? "Commitment", href: page }, { text: "Edit", href: `${page}/edit` }]}
      header={<Header variant="h1"><span className="lf-anywhere">{title}</span></Header>}
    >
      {data === undefined && error === null && <Loading what="the commitment" />}
      {data === undefined && error !== null && <LoadFailure error={error} onRetry={() => void refetch()} back={TO_COMMITMENTS} />}
      {data !== undefined && (
        <CommitmentForm
          key={data.id}
          initial={draftOf(data)}
          defaults={defaults}
          submit="Save"
          back={page}
          save={(input) => changeCommitment(commitmentId, input)}
          onSaved={(saved) => {
            client.setQueryData(commitmentKeys.one(saved.id), saved);
            void client.invalidateQueries({ queryKey: commitmentKeys.list });
            // The old figures are of the old contract.
            client.removeQueries({ queryKey: commitmentKeys.standing(saved.id) });
            notify({ type: "success", header: `${saved.name} is saved` });
            void navigate(page);
          }}
        />
      )}
    </Page>
  );
}
