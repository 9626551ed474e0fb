import SideNavigation, { type SideNavigationProps } from "@cloudscape-design/components/side-navigation";
import { useLocation, useNavigate } from "react-router";

const items: SideNavigationProps.Item[] = [
  { type: "link", text: "Accounts", href: "/accounts" },
  { type: "link", text: "Register an account", href: "/register" },
  { type: "link", text: "Costs", href: "/costs" },
  { type: "link", text: "Commitments", href: "/commitments" },
  { type: "link", text: "Activity", href: "/activity" },
  { type: "link", text: "Receipts", href: "/receipts" },
  { type: "divider" },
  {
    type: "section-group",
    title: "Settings",
    items: [
      { type: "link", text: "Identity", href: "/settings/identity" },
      { type: "link", text: "Issuer", href: "/settings/issuer" },
      { type: "link", text: "Permissions", href: "/settings/permissions" },
      { type: "link", text: "Methods", href: "/settings/methods" },
      { type: "link", text: "Users", href: "/settings/users" },
      { type: "link", text: "Workspaces", href: "/settings/workspaces" },
      { type: "link", text: "API tokens", href: "/settings/tokens" },
      { type: "link", text: "Webhooks", href: "/settings/webhooks" },
      { type: "link", text: "Failed work", href: "/settings/work" },
    ],
  },
];

export function SideNav({ onFollow }: { onFollow: () => void }) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <SideNavigation
      data-testid="side-navigation"
      activeHref={activeOf(pathname)}
      items={items}
      onFollow={(event) => {
        event.preventDefault();
        onFollow();
        void navigate(event.detail.href);
      }}
    />
  );
}

/** The entry that a page belongs to: an account's page belongs to the accounts, a contract's to the commitments. */
function activeOf(pathname: string): string {
  return ["/accounts", "/commitments", "/settings/webhooks"].find((entry) => pathname.startsWith(entry)) ?? pathname;
}
