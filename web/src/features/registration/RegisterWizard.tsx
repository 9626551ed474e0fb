import SpaceBetween from "@cloudscape-design/components/space-between";
import Wizard, { type WizardProps } from "@cloudscape-design/components/wizard";
import type { ReactNode } from "react";

export const WIZARD_STEPS = ["method", "details", "access", "confirm"] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

interface RegisterWizardProps {
  active: WizardStep;
  /** The content of the active step; the others are not drawn. */
  content: ReactNode;
  /** What keeps the person from going on; over the content, and it takes the focus. */
  banner?: ReactNode;
  busy: boolean;
  /** What leads on from here: "Next", "Register account". */
  nextButton: string;
  submitButton?: string;
  cancelButton: string;
  onNavigate: (to: WizardStep, reason: WizardProps.NavigationReason) => void;
  onSubmit?: () => void;
  onCancel: () => void;
}

const TITLES: Record<WizardStep, { title: string; description: string }> = {
  method: { title: "Choose a method", description: "How the role in your AWS account is made." },
  details: { title: "Details", description: "Which account it is, and what to call it." },
  access: {
    title: "API access",
    description: "A role that Landfast may assume with this account's own external id, and nobody else.",
  },
  confirm: { title: "Confirm and finish", description: "What was found out, and what comes next." },
};

/** The frame of the registration: four steps, the same before and after the account exists. */
export function RegisterWizard(props: RegisterWizardProps) {
  const { active, content, banner, busy, nextButton, submitButton, cancelButton, onNavigate, onSubmit, onCancel } = props;
  const steps = WIZARD_STEPS.map((name): WizardProps.Step => ({
    ...TITLES[name],
    content:
      name === active ? (
        <SpaceBetween size="m">
          {banner}
          {content}
        </SpaceBetween>
      ) : null,
  }));
  return (
    <Wizard
      data-testid="register-wizard"
      steps={steps}
      activeStepIndex={WIZARD_STEPS.indexOf(active)}
      isLoadingNextStep={busy}
      submitButtonText={submitButton ?? "Finish"}
      i18nStrings={{
        stepNumberLabel: (number) => `Step ${number}`,
        collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
        navigationAriaLabel: "Steps of the registration",
        errorIconAriaLabel: "Error",
        previousButton: "Previous",
        cancelButton,
        nextButton,
      }}
      onNavigate={({ detail }) => {
        const to = WIZARD_STEPS[detail.requestedStepIndex];
        if (to !== undefined) onNavigate(to, detail.reason);
      }}
      onSubmit={() => { onSubmit?.(); }}
      onCancel={onCancel}
    />
  );
}
