import TopNavigation, { type TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { signOut } from "../api/session.ts";
import type { SessionView } from "../api/types.ts";
import { chooseWorkspace } from "../api/workspace.ts";
import { enterWorkspace } from "./enter-workspace.ts";
import mark from "./mark.svg";
import { useNotify } from "./notifications.tsx";
import { ROLES } from "../ui/RoleSelect.tsx";
import { chooseTheme, type Theme, useTheme } from "./theme.ts";

const MANAGE = "page:workspaces";
const THEMES: Record<Theme, string> = { system: "Like the system", light: "Light", dark: "Dark" };

/** Name and mark, workspace, appearance, and who is signed in. */
export function TopBar({ session }: { session: SessionView }) {
  const navigate = useNavigate();
  const theme = useTheme();
  const client = useQueryClient();
  const notify = useNotify();

  const leave = async () => {
    try {
      await signOut();
    } catch {
      notify({ type: "error", header: "You are still signed in", content: "The server did not answer. Try again." });
      return;
    }
    chooseWorkspace(null);
    client.clear();
    await navigate("/sign-in");
  };

  const utilities: TopNavigationProps.Utility[] = [
    workspaceMenu(session, () => void navigate("/settings/workspaces")),
    {
      type: "menu-dropdown",
      iconName: "settings",
      ariaLabel: "Appearance",
      title: "Appearance",
      items: Object.entries(THEMES).map(([id, text]) => ({
        id,
        text,
        itemType: "checkbox",
        checked: id === theme,
      })),
      onItemClick: ({ detail }) => { chooseTheme(detail.id as Theme); },
    },
    {
      type: "menu-dropdown",
      text: session.email,
      description: ROLES[session.role].label,
      iconName: "user-profile",
      items: [{ id: "sign-out", text: "Sign out" }],
      onItemClick: () => void leave(),
    },
  ];
  return (
    <TopNavigation
      data-testid="top-navigation"
      identity={{
        href: "/accounts",
        title: "Landfast",
        logo: { src: mark, alt: "" },
        onFollow: (event) => {
          event.preventDefault();
          void navigate("/accounts");
        },
      }}
      utilities={utilities}
    />
  );
}

/** Where the person is, the way into their other workspaces, and to the page of all of them. */
function workspaceMenu({ workspace: here, workspaces }: SessionView, manage: () => void): TopNavigationProps.Utility {
  return {
    type: "menu-dropdown",
    text: here.name,
    title: "Workspace",
    iconName: "folder",
    items: [
      {
        text: "Go to workspace",
        items: workspaces.map(({ workspace_id, name, role }) => ({
          id: name,
          text: name,
          secondaryText: ROLES[role].label,
          itemType: "checkbox",
          checked: workspace_id === here.workspace_id,
        })),
      },
      // No name of a workspace has a colon in it.
      { id: MANAGE, text: "All workspaces, create one" },
    ],
    onItemClick: ({ detail }) => {
      if (detail.id === MANAGE) manage();
      else if (detail.id !== here.name) enterWorkspace(detail.id);
    },
  };
}
