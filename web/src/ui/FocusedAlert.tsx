import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import { type ReactNode, useEffect, useRef } from "react";

interface FocusedAlertProps {
  header: string;
  type?: AlertProps.Type;
  children: ReactNode;
  [data: `data-${string}`]: string;
}

/** An alert that takes the focus when it appears: it is the answer to what the person just did. */
export function FocusedAlert({ header, type = "error", children, ...data }: FocusedAlertProps) {
  const alert = useRef<AlertProps.Ref>(null);
  useEffect(() => { alert.current?.focus(); }, []);
  return (
    <Alert ref={alert} type={type} header={header} {...data}>
      {children}
    </Alert>
  );
}
