import Alert from "@cloudscape-design/components/alert";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { accountKeys, registerAccount } from "../../api/accounts.ts";
import { failureOf } from "../../api/failure.ts";
import { methods } from "../../api/keys.ts";
import { bannerOf } from "../../api/problem.ts";
import { issuer } from "../../api/settings.ts";
import { type PageState, usePage } from "../../app/page.tsx";
import { usePermit } from "../../app/permit.ts";
import { RouteLink } from "../../ui/Links.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { DETAIL_FIELDS, DetailsStep } from "./DetailsStep.tsx";
import { type Draft, type DraftStep, readDraft, readStep, toRequest, writeDraft } from "./draft.ts";
import { FailureBanner } from "./FailureBanner.tsx";
import { MethodStep } from "./MethodStep.tsx";
import { RegisterWizard } from "./RegisterWizard.tsx";

const CRUMBS = [
  { text: "Accounts", href: "/accounts" },
  { text: "Register an account", href: "/register" },
];
const HERE: PageState = { focusHeading: true };

/** The registration until the account exists: method and details. */
export function Component() {
  usePage("Register an account", CRUMBS);
  const [query, setQuery] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { disabledReason } = usePermit();
  // The fields are drawn from here and only copied into the address: a navigation is not done by the next key.
  const [draft, setDraft] = useState(() => readDraft(query));
  const step = readStep(query);
  const registering = useMutation({
    mutationFn: registerAccount,
    onSuccess: async (account) => {
      client.setQueryData(accountKeys.one(account.account_id), account);
      void client.invalidateQueries({ queryKey: ["accounts", "list"] });
      await navigate(`/accounts/${account.account_id}/register`, { replace: true, state: HERE });
    },
  });
  const registerOnce = useOnce(registering.isPending, () => { registering.mutate(toRequest(draft)); });
  const failure = registering.error === null ? null : failureOf(registering.error);
  const banner = bannerOf(failure, DETAIL_FIELDS);

  const edit = (next: Draft) => {
    setDraft(next);
    setQuery(writeDraft(next, step), { replace: true });
  };
  const go = (to: DraftStep) => { setQuery(writeDraft(draft, to)); };
  const arriving = useChoicesArriving();
  if (disabledReason !== undefined) return <OnlyLooking why={disabledReason} />;
  return (
    <RegisterWizard
      active={step}
      busy={registering.isPending || (step === "method" && arriving)}
      nextButton={step === "details" ? "Register account" : "Next"}
      cancelButton="Cancel"
      banner={
        banner !== null && <FailureBanner key={registering.submittedAt} failure={banner} accountId={draft.accountId} />
      }
      onCancel={() => void navigate("/accounts")}
      onNavigate={(to) => {
        if (to === "access") registerOnce();
        else if (to === "method" || to === "details") go(to);
      }}
      content={
        step === "method" ? (
          <MethodStep
            method={draft.method}
            onChange={(method) => { edit({ ...draft, method }); }}
            trust={draft.trust}
            onTrust={(trust) => { edit({ ...draft, trust }); }}
          />
        ) : (
          <DetailsStep draft={draft} onChange={edit} failure={failure} />
        )
      }
    />
  );
}

/** Whether more may yet be drawn above the buttons, which would move them from under a click. */
function useChoicesArriving(): boolean {
  const asked = [useQuery(methods), useQuery(issuer)];
  return asked.some(({ isLoading, failureCount }) => isLoading && failureCount === 0);
}

/** For somebody who may only look: no form that the server would refuse at its end. */
function OnlyLooking({ why }: { why: string }) {
  return (
    <ContentLayout header={<Header variant="h1">Register an account</Header>}>
      <Alert type="info" header="You cannot register accounts" data-testid="register-not-allowed">
        {why} <RouteLink to="/accounts">Go to the accounts</RouteLink>
      </Alert>
    </ContentLayout>
  );
}
