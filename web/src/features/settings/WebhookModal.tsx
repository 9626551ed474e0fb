import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect, { type MultiselectProps } from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import type { WebhookDraft, WebhookFormat, WebhookKindView, WebhookView } from "../../api/types.ts";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { FORMATS } from "./webhook-badges.tsx";

interface WebhookModalProps<Saved> {
  title: string;
  submit: string;
  /** The webhook to be edited; its URL is not known and stays when none is typed. */
  webhook?: WebhookView;
  kinds: readonly WebhookKindView[];
  /** `url` is empty when it is to stay. */
  save: (draft: Required<WebhookDraft>) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  onClose: () => void;
}
const FIELDS = ["name", "url", "kinds"];
const FORMAT_OPTIONS = (Object.keys(FORMATS) as WebhookFormat[]).map((value) => ({ value, ...FORMATS[value] }));

/** A webhook's form, to add one or to change it. */
export function WebhookModal<Saved>({ title, submit, webhook, kinds, save, onSaved, onClose }: WebhookModalProps<Saved>) {
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState("");
  const [format, setFormat] = useState<WebhookFormat>(webhook?.format ?? "landfast");
  const [chosen, setChosen] = useState<readonly string[]>(webhook?.kinds ?? []);
  const saving = useMutation({ mutationFn: save, onSuccess: onSaved });
  const failure = saving.error === null ? null : failureOf(saving.error);
  const options = optionsOf(kinds, chosen);
  return (
    <FormModal
      title={title}
      submit={submit}
      busy={saving.isPending}
      onSubmit={() => { saving.mutate({ name: name.trim(), url: url.trim(), format, kinds: [...chosen] }); }}
      onCancel={onClose}
    >
      {bannerOf(failure, FIELDS) !== null && <ProblemAlert error={saving.error} />}
      <FormField label="Name" description="Who is told by it." errorText={fieldError(failure, "name")}>
        <Input value={name} onChange={({ detail }) => { setName(detail.value); }} autoComplete={false} data-testid="webhook-name" />
      </FormField>
      <FormField
        label="URL"
        description="Where Landfast posts to. It is kept sealed and not shown again."
        constraintText={webhook === undefined ? "https, on the public Internet." : "Leave it empty to keep the present one."}
        errorText={fieldError(failure, "url")}
      >
        <Input value={url} onChange={({ detail }) => { setUrl(detail.value); }} autoComplete={false} inputMode="url" data-testid="webhook-url" />
      </FormField>
      <FormField label="Format" constraintText={FORMATS[format].description}>
        <Select
          options={FORMAT_OPTIONS}
          selectedOption={{ value: format, ...FORMATS[format] }}
          onChange={({ detail }) => { setFormat(detail.selectedOption.value as WebhookFormat); }}
          data-testid="webhook-format"
        />
      </FormField>
      <FormField label="Events" description="Choose none to be told everything." errorText={fieldError(failure, "kinds")}>
        <Multiselect
          options={options}
          selectedOptions={options.filter(({ value }) => chosen.includes(value))}
          onChange={({ detail }) => { setChosen(detail.selectedOptions.map(({ value = "" }) => value)); }}
          placeholder="Everything"
          deselectAriaLabel={(option) => `Leave ${option.label ?? ""} out`}
          data-testid="webhook-kinds"
        />
      </FormField>
    </FormModal>
  );
}

/** With those that only the command line chooses, such as `access.proven`: they are not lost by a visit here. */
function optionsOf(kinds: readonly WebhookKindView[], chosen: readonly string[]) {
  const known = kinds.map(({ kind, about }) => ({ value: kind, label: kind, description: about }));
  const other = chosen.filter((kind) => !kinds.some((one) => one.kind === kind)).map((kind) => ({ value: kind, label: kind }));
  return [...known, ...other] satisfies MultiselectProps.Option[];
}
