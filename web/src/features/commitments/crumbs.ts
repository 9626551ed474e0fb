import type { Crumb } from "../../app/page.tsx";

/** The list of commitments, from which every way begins. */
export const COMMITMENTS_CRUMB: Crumb = { text: "Commitments", href: "/commitments" };

export const TO_COMMITMENTS = { to: "/commitments", text: "Go to the commitments" };
