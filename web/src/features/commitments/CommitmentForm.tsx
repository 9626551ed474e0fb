import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { usePermit } from "../../app/permit.ts";
import { LinkButton } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { ContractFields } from "./ContractFields.tsx";
import { capProblem, type Draft, inputOf } from "./draft.ts";
import { bannerAt } from "./form-errors.ts";
import { RuleFields } from "./RuleFields.tsx";
import type { CommitmentView, CommitmentInput, CommitmentRulesView } from "../../api/types.ts";

interface CommitmentFormProps {
  initial: Draft;
  /** What holds where nothing is chosen; `null` where the server does not say it. */
  defaults: CommitmentRulesView | null;
  submit: string;
  /** Where Cancel leads. */
  back: string;
  save: (input: CommitmentInput) => Promise<CommitmentView>;
  onSaved: (saved: CommitmentView) => void;
}

/** A contract's form, to add one or to change it. What is refused stays as it was typed. */
export function CommitmentForm({ initial, defaults, submit, back, save, onSaved }: CommitmentFormProps) {
  const [draft, setDraft] = useState(initial);
  const [edits, setEdits] = useState(0);
  const [wrongCap, setWrongCap] = useState<string | null>(null);
  const fields = useRef<HTMLDivElement>(null);
  const banner = useRef<HTMLDivElement>(null);
  const permit = usePermit();
  // A second click may come when the first one's answer is there and the page is still drawn.
  const isSaved = useRef(false);
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (saved) => {
      isSaved.current = true;
      onSaved(saved);
    },
  });
  const failure = saving.error === null ? null : failureOf(saving.error);
  const change = (more: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...more }));
    setEdits((before) => before + 1);
  };
  const submitOnce = useOnce(saving.isPending, () => {
    if (isSaved.current) return;
    const wrong = capProblem(draft);
    setWrongCap(wrong);
    if (wrong === null) saving.mutate(inputOf(draft));
  }, edits);
  const refused = wrongCap ?? saving.error;
  // The button is far below what was refused, on a phone out of sight.
  useEffect(() => {
    if (refused === null) return;
    const first = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null;
    if (first !== null) first.focus();
    else banner.current?.focus();
  }, [refused]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submitOnce();
      }}
      data-testid="commitment-form"
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <LinkButton to={back} variant="link" formAction="none">Cancel</LinkButton>
            <Button variant="primary" formAction="submit" {...permit} loading={saving.isPending} loadingText={submit} data-testid="save-commitment">{submit}</Button>
          </SpaceBetween>
        }
      >
        <div ref={fields}>
          <SpaceBetween size="l">
            {bannerAt(failure) !== null && <div ref={banner} tabIndex={-1} className="lf-form-problem"><ProblemAlert error={saving.error} /></div>}
            <ContractFields draft={draft} onChange={change} failure={failure} />
            <RuleFields draft={draft} onChange={change} failure={failure} defaults={defaults} wrongCap={wrongCap} />
          </SpaceBetween>
        </div>
      </Form>
    </form>
  );
}
