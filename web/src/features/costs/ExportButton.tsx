import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useMutation } from "@tanstack/react-query";
import { exportBills } from "../../api/costs.ts";
import type { BillExportDraft, BillFileFormat } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import type { CostsState } from "./address.ts";
import { exported, selectionOf } from "./question.ts";
import { spanOf } from "./range.ts";

interface ExportButtonProps {
  state: CostsState;
  today: string;
  /** How many groups the shown answer has. */
  groups: number;
  /** Where what went wrong is said. */
  children: (button: React.ReactNode, problem: React.ReactNode) => React.ReactNode;
}

const FORMATS: readonly (readonly [BillFileFormat, string])[] = [["csv", "CSV"], ["parquet", "Parquet"]];

/** Saves the sums or the lines as a file. */
export function ExportButton({ state, today, groups, children }: ExportButtonProps) {
  const notify = useNotify();
  const saving = useMutation({
    mutationFn: async ({ what, format }: { what: string; format: BillFileFormat }) => {
      const of: Omit<BillExportDraft, "format"> = what === "lines" ? { lines: selectionOf(state, today) } : { sums: exported(state, today, groups) };
      return save(await exportBills({ format, ...of }), fileName(state, today, what, format));
    },
    onSuccess: (name) => { notify({ type: "success", header: "The file is saved", content: name }); },
  });
  const sums = FORMATS.map(([format, name]) => ({ id: `sums-${format}`, text: `Sums as ${name}` }));
  const lines = FORMATS.map(([format, name]) => ({ id: `lines-${format}`, text: `Lines as ${name}` }));
  const button = (
    <ButtonDropdown
      items={state.view === "lines" ? lines : [{ text: "All groups of the table", items: sums }, { text: "The lines behind it", items: lines }]}
      loading={saving.isPending}
      loadingText="Making the file"
      onItemClick={({ detail }) => {
        const [what = "", format] = detail.id.split("-");
        if (!saving.isPending) saving.mutate({ what, format: format === "parquet" ? "parquet" : "csv" });
      }}
      expandToViewport
      data-testid="cost-export"
    >
      Download
    </ButtonDropdown>
  );
  return children(button, <ProblemAlert error={saving.error} />);
}

/** Has the browser save it. */
function save(file: Blob, name: string): string {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has it by then: it reads the address when it is clicked.
  setTimeout(() => { URL.revokeObjectURL(address); }, 60_000);
  return name;
}

/** Says what is in it: `costs-unblended-by-service-2026-06-to-2026-11.csv`. */
export function fileName(state: CostsState, today: string, what: string, format: BillFileFormat): string {
  const { from, to } = spanOf(state.range, today);
  const kind = state.view === "usage" ? "usage" : `costs-${state.measure}`;
  const parts = [what === "lines" ? "lines" : `${kind}-by-${state.by}`, from, ...(from === to ? [] : ["to", to])];
  return `${parts.join("-").replace(/[^A-Za-z0-9.-]+/g, "-")}.${format}`;
}
