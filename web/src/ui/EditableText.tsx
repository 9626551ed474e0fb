import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState } from "react";
import { failureOf } from "../api/failure.ts";
import { fieldError } from "../api/problem.ts";

interface EditableTextProps {
  label: string;
  /** The field's name in the request, to find its error. */
  field: string;
  value: string;
  allowed: boolean;
  whyNot: string | null;
  error: unknown;
  /** What a change leads to, said while it is edited. */
  hint?: string;
  /** Rejects when it was not saved; `error` then says why. */
  onSave: (value: string) => Promise<unknown>;
}

/** A text that is edited where it stands: Enter saves, Escape leaves it as it was. */
export function EditableText(props: EditableTextProps) {
  const { label, field, value, allowed, whyNot } = props;
  const [editing, setEditing] = useState(false);
  if (editing) return <Editor {...props} onClose={() => { setEditing(false); }} />;
  return (
    <SpaceBetween direction="horizontal" size="xxs" alignItems="center">
      <span className="lf-anywhere" data-testid={`value-${field}`}>{value}</span>
      <Button
        variant="inline-icon"
        iconName="edit"
        ariaLabel={`Edit ${label.toLowerCase()}`}
        disabled={!allowed}
        {...(whyNot === null ? {} : { disabledReason: whyNot })}
        onClick={() => { setEditing(true); }}
        data-testid={`edit-${field}`}
      />
    </SpaceBetween>
  );
}

function Editor({ label, field, value, hint, error, onSave, onClose }: EditableTextProps & { onClose: () => void }) {
  const [text, setText] = useState(value);
  const [state, setState] = useState<"editing" | "saving" | "refused">("editing");
  const input = useRef<InputProps.Ref>(null);
  useEffect(() => { input.current?.focus(); }, []);
  const save = async () => {
    setState("saving");
    try {
      await onSave(text.trim());
      onClose();
    } catch {
      setState("refused");
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormField constraintText={hint} errorText={state === "refused" ? words(error, field) : undefined}>
        <Input
          ref={input}
          value={text}
          ariaLabel={label}
          autoComplete={false}
          onChange={({ detail }) => { setText(detail.value); }}
          onKeyDown={({ detail }) => {
            if (detail.key === "Escape") onClose();
          }}
          data-testid={`input-${field}`}
        />
      </FormField>
      <Box padding={{ top: "xxs" }}>
        <SpaceBetween direction="horizontal" size="xxs">
          <Button formAction="submit" loading={state === "saving"} data-testid={`save-${field}`}>
            Save
          </Button>
          <Button variant="link" formAction="none" onClick={onClose}>
            Cancel
          </Button>
        </SpaceBetween>
      </Box>
    </form>
  );
}

/** The field's own error, or the problem's: here is no room for a banner. */
function words(error: unknown, field: string): string {
  const failure = failureOf(error);
  if (failure.kind === "unreachable") return "Landfast does not answer. Try again.";
  return fieldError(failure, field) ?? `${failure.problem.title} ${failure.problem.detail}`;
}
