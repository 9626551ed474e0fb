import type { ReactNode } from "react";
import { useHref, useNavigate } from "react-router";
import type { PageState } from "../../app/page.tsx";
import { addressOf, type CostsState } from "./address.ts";

const HERE: PageState = { keepFocus: true };

interface DrillLinkProps {
  to: CostsState;
  title?: string;
  label?: string;
  /** Looks like what it stands on, where there are many. */
  isPlain?: boolean;
  children: ReactNode;
  "data-testid"?: string;
}

/** To another view of the costs. A link, so that it can be opened beside and sent. */
export function DrillLink({ to, title, label, isPlain = false, children, ...rest }: DrillLinkProps) {
  const navigate = useNavigate();
  const address = addressOf(to);
  return (
    <a
      className={isPlain ? "lf-quiet-link" : "lf-quiet-link lf-name-link"}
      href={useHref(address)}
      title={title}
      aria-label={label}
      onClick={(event) => {
        // With a key held the browser opens it elsewhere.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        void navigate(address, { state: HERE });
      }}
      {...rest}
    >
      {children}
    </a>
  );
}
