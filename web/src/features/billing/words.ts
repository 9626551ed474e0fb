import type { ExportFormat, ExportWay } from "../../api/types.ts";

export const WAYS: Record<ExportWay, { label: string; description: string }> = {
  new: { label: "New export", description: "One stack makes bucket, bucket policy and export." },
  new_other_region: {
    label: "New export, bucket in another region",
    description: "Two stacks: the bucket where the bills are to lie, then the export.",
  },
  existing: {
    label: "Existing export",
    description: "A report or an export that the account has. One stack lets Landfast read it.",
  },
};

export const FORMATS: Record<ExportFormat, string> = {
  cur_2: "CUR 2.0",
  legacy_cur: "Cost and Usage Report (legacy)",
  focus_1_2: "FOCUS 1.2",
};
