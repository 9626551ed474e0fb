import Box from "@cloudscape-design/components/box";
import LiveRegion from "@cloudscape-design/components/live-region";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { DriftReason, StepState, WaitReason } from "../../api/types.ts";
import { stepLook } from "../../ui/badges.tsx";
import { Countdown } from "../../ui/Countdown.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

const WAITING: Record<WaitReason, { title: string; about: string }> = {
  new_role: {
    title: "A new role takes a moment",
    about: "AWS does not answer for it everywhere yet. This is normal for about two minutes and needs nothing from you.",
  },
  not_deployed: {
    title: "Following: nothing answers yet",
    about: "The page goes on by itself as soon as the role answers. You can leave and come back.",
  },
  first_delivery: {
    title: "AWS has not delivered yet",
    about: "A new export delivers for the first time within 24 hours. It is looked at by itself; nothing is to be done.",
  },
  roll_out: {
    title: "Accounts are being read and tried",
    about: "Landfast lists the organization's accounts and tries those that the role was rolled out to. It goes on by itself.",
  },
  trouble: {
    title: "Could not be checked just now",
    about: "The trouble is on the side of AWS or of this server, not in your account. It is tried again by itself.",
  },
};

/** The state of a step in a sentence, with a countdown while something is waited for. */
export function StepHeadline({ state }: { state: StepState }) {
  const { title, about } = words(state);
  return (
    <div data-testid="step-headline" data-state={state.state} {...(state.state === "drifted" ? { "data-why": state.why } : {})}>
      <LiveRegion>
        <Box variant="strong">
          <StatusIndicator type={stepLook(state).type}>{title}</StatusIndicator>
        </Box>
      </LiveRegion>
      <Box color="text-body-secondary">{about}</Box>
      {state.state === "waiting" && (
        <Box color="text-body-secondary">
          <Countdown key={state.next_at} label="Next look" until={state.next_at} />
        </Box>
      )}
    </div>
  );
}

type Drifted = Extract<StepState, { state: "drifted" }>;

const DRIFTED: Record<DriftReason, (state: Drifted) => { title: string; about: ReactNode }> = {
  finding: ({ passed_at, found_at }) => ({
    title: "Was proven and no longer is",
    about: <>Passed <Timestamp at={passed_at} />, found changed <Timestamp at={found_at} />.</>,
  }),
  update_available: ({ passed_at, found_at }) => ({
    title: "Proven, and an update is available",
    about: (
      <>
        The role is as safe as it was (passed <Timestamp at={passed_at} />); something else has been wanted of it since{" "}
        <Timestamp at={found_at} />. Nothing stops working until you deploy the update.
      </>
    ),
  }),
};

function words(state: StepState): { title: string; about: ReactNode } {
  switch (state.state) {
    case "locked":
      return { title: state.coming ? "Comes with a later version" : "Locked", about: state.why };
    case "open":
      return { title: "Not checked yet", about: "Do what is described here, then check." };
    case "checking":
      return { title: "Checking", about: "Landfast tries the access now." };
    case "passed":
      return { title: "Passed", about: <>Proven <Timestamp at={state.at} />. It is checked again every day.</> };
    case "blocked":
      return {
        title: "Something must be changed in AWS",
        about: "The findings say what was expected, what was found and how to mend it. Come back to this tab, or check again.",
      };
    case "waiting":
      return WAITING[state.why];
    case "drifted":
      return DRIFTED[state.why](state);
    case "skipped":
      return { title: "Skipped", about: <>By {state.by}, <Timestamp at={state.at} />. It can be taken up at any time.</> };
  }
}
