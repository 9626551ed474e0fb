import TopNavigation, { type TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { signOut } from "../api/session.ts";
import type { SessionView } from "../api/types.ts";
import { chooseWorkspace } from "../api/workspace.ts";
import mark from "./mark.svg";
import { useNotify } from "./notifications.tsx";
import { chooseTheme, type Theme, useTheme } from "./theme.ts";

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
  const enter = (name: string) => {
    chooseWorkspace(name);
    // Reloading drops every page's state of the other workspace, the live connection included.
    globalThis.location.assign("/accounts");
  };

  const utilities: TopNavigationProps.Utility[] = [
    ...workspaceMenu(session, enter),
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
      description: session.role === "operator" ? "Operator" : "Reader",
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

/** The choice of workspace; only its name when there is nothing to choose. */
function workspaceMenu(session: SessionView, enter: (name: string) => void): TopNavigationProps.Utility[] {
  if (session.workspaces.length < 2) return [];
  return [
    {
      type: "menu-dropdown",
      text: session.workspace.name,
      title: "Workspace",
      iconName: "folder",
      items: session.workspaces.map((workspace) => ({
        id: workspace.name,
        text: workspace.name,
        secondaryText: workspace.role,
        itemType: "checkbox",
        checked: workspace.workspace_id === session.workspace.workspace_id,
      })),
      onItemClick: ({ detail }) => { enter(detail.id); },
    },
  ];
}
