import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import type { ActionView } from "../api/types.ts";
import { useOnce } from "./use-once.ts";

interface ActionButtonProps {
  /** As the server sent them; a button is drawn for the one called `name`, and nothing if there is none. */
  actions: readonly ActionView[];
  name: string;
  children: string;
  /** Left out of a button that submits its form. */
  onAct?: () => void;
  /** Left out where nothing is asked of the server, as where a dialog is opened. */
  busy?: boolean;
  variant?: ButtonProps.Variant;
  formAction?: ButtonProps.FormAction;
  ariaLabel?: string;
  iconName?: NonNullable<ButtonProps["iconName"]>;
  "data-testid"?: string;
}

/** An action that the server offers: what is not allowed is shown disabled, with the server's reason. */
export function ActionButton({ actions, name, children, onAct, busy, ...rest }: ActionButtonProps) {
  const act = () => { onAct?.(); };
  const actOnce = useOnce(busy ?? false, act);
  const action = actionOf(actions, name);
  if (action === undefined) return null;
  return (
    <Button
      data-testid={`action-${name}`}
      {...rest}
      loading={busy ?? false}
      loadingText={children}
      disabled={!action.allowed}
      {...(action.why_not === null ? {} : { disabledReason: action.why_not })}
      onClick={busy === undefined ? act : actOnce}
    >
      {children}
    </Button>
  );
}

export const actionOf = (actions: readonly ActionView[], name: string): ActionView | undefined =>
  actions.find((candidate) => candidate.name === name);

/** Whether the server allows an action now. */
export const isAllowed = (actions: readonly ActionView[], name: string): boolean =>
  actionOf(actions, name)?.allowed ?? false;
