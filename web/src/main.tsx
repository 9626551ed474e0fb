import "@cloudscape-design/global-styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { applyTheme, storedTheme } from "./app/theme.ts";
// After Cloudscape's own sheets: at equal specificity the later one wins.
import "virtual:landfast-theme.css";
import "./app/app.css";
import "./features/commitments/commitments.css";

applyTheme(storedTheme());

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
