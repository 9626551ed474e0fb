import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Link, { type LinkProps } from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { useHref, useNavigate } from "react-router";

interface RouteLinkProps {
  to: string;
  children: ReactNode;
  fontSize?: LinkProps.FontSize;
}

/** A link to a page of the console: no reload, and the browser's "open in new tab" works. */
export function RouteLink({ to, children, fontSize = "inherit" }: RouteLinkProps) {
  const navigate = useNavigate();
  return (
    <Link
      href={useHref(to)}
      fontSize={fontSize}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    >
      {children}
    </Link>
  );
}

interface LinkButtonProps extends Omit<ButtonProps, "href" | "onFollow" | "onClick"> {
  to: string;
  "data-testid"?: string;
}

/** A button that leads to a page of the console. */
export function LinkButton({ to, ...rest }: LinkButtonProps) {
  const navigate = useNavigate();
  return (
    <Button
      {...rest}
      href={useHref(to)}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    />
  );
}

/** A link that opens a page outside the console in a new tab, without telling it where it came from. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} external externalIconAriaLabel="opens in a new tab" fontSize="inherit">
      {children}
    </Link>
  );
}
