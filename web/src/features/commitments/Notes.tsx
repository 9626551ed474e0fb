import Alert from "@cloudscape-design/components/alert";
import type { CommitmentNoteCode, CommitmentNoteView } from "../../api/types.ts";

interface NotesProps {
  notes: readonly CommitmentNoteView[];
}

/** Where the figures may be wrong for it, it warns; what is said elsewhere on the page is not said again. */
const WEIGHTS: Record<CommitmentNoteCode, "warning" | "info" | null> = {
  not_begun: "info", over: "info", payer_without_bills: "warning", upcoming: null, no_data: "info", months_missing: "warning",
  other_currency: "warning", other_not_counted: "warning",
};
/** A newer server may know more codes. */
const weightOf = (code: string) => (Object.hasOwn(WEIGHTS, code) ? WEIGHTS[code as CommitmentNoteCode] : "info");

/** What is to be known about the figures, in the server's words. */
export function Notes({ notes }: NotesProps) {
  const said = notes.filter(({ code }) => weightOf(code) !== null);
  const [first] = said;
  if (first === undefined) return null;
  const isWarning = said.some(({ code }) => weightOf(code) === "warning");
  return (
    <Alert type={isWarning ? "warning" : "info"} header="To be known about these figures" data-testid="commitment-notes">
      {said.length === 1 ? (
        <span data-code={first.code}>{first.text}</span>
      ) : (
        <ul className="lf-plain-list">
          {said.map(({ code, text }) => (
            <li key={`${code} ${text}`} data-code={code}>{text}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
