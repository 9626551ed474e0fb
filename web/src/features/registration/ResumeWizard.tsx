import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { failureOf } from "../../api/failure.ts";
import { bannerOf } from "../../api/problem.ts";
import type { AccountView } from "../../api/types.ts";
import { actionOf, isAllowed } from "../../ui/ActionButton.tsx";
import { AccessStep } from "./AccessStep.tsx";
import { Blockers } from "./Blockers.tsx";
import { ConfirmStep } from "./ConfirmStep.tsx";
import { DETAIL_FIELDS, DetailsStep } from "./DetailsStep.tsx";
import { FailureBanner } from "./FailureBanner.tsx";
import { MethodStep } from "./MethodStep.tsx";
import { RegisterWizard, WIZARD_STEPS, type WizardStep } from "./RegisterWizard.tsx";
import { useConfirm, useDetails } from "./use-resume.ts";

/**
 * The four steps over an account that exists. Where it stands is the server's word; `?step=` only remembers
 * which page of it the person looks at.
 */
export function ResumeWizard({ account }: { account: AccountView }) {
  const [query, setQuery] = useSearchParams();
  const navigate = useNavigate();
  const details = useDetails(account);
  const confirm = useConfirm(account);
  // How often the person asked to go on before it was possible; each time the reason takes the focus again.
  const [held, setHeld] = useState(0);
  const ready = account.confirmed_at !== null || isAllowed(account.actions, "confirm");
  // Chosen once: the page must not jump away under the person's hands when the check passes.
  const [resumed] = useState<WizardStep>(ready ? "confirm" : "access");
  const active = WIZARD_STEPS.find((step) => step === query.get("step")) ?? resumed;

  const go = (step: WizardStep) => {
    setHeld(0);
    setQuery({ step });
  };
  const onNavigate = (to: WizardStep) => {
    if (active === "details") details.save(() => { go(to); });
    else if (to === "confirm" && !ready) setHeld((times) => times + 1);
    else go(to);
  };

  const failure = details.error ?? confirm.error;
  const banner = bannerOf(failure === null ? null : failureOf(failure), DETAIL_FIELDS);
  const heldUp = () => {
    if (banner !== null) return <FailureBanner failure={banner} accountId={account.account_id} />;
    // What holds the confirmation is said when somebody asks for it, and goes away when it is mended.
    return (held > 0 || active === "confirm") && !ready ? <Blockers key={held} account={account} /> : undefined;
  };
  const content: Record<WizardStep, () => React.ReactNode> = {
    method: () => <MethodStep method={account.method} onChange={() => undefined} fixed />,
    details: () => (
      <DetailsStep
        draft={details.draft}
        onChange={details.edit}
        failure={details.error === null ? null : failureOf(details.error)}
        registered
        whyNot={actionOf(account.actions, "rename")?.why_not ?? null}
      />
    ),
    access: () => <AccessStep account={account} />,
    confirm: () => <ConfirmStep account={account} />,
  };
  return (
    <RegisterWizard
      active={active}
      content={content[active]()}
      banner={heldUp()}
      busy={details.busy || confirm.busy}
      nextButton="Next"
      submitButton={account.confirmed_at === null ? "Confirm and finish" : "Finish"}
      cancelButton="Finish later"
      onNavigate={onNavigate}
      onSubmit={() => {
        if (ready) confirm.finish();
        else setHeld((times) => times + 1);
      }}
      onCancel={() => void navigate(`/accounts/${account.account_id}`)}
    />
  );
}
