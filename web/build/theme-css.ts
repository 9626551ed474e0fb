import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rolldown } from "vite";

const VIRTUAL = "virtual:landfast-theme.css";
const TOKENS = fileURLToPath(new URL("./theme.ts", import.meta.url));

/**
 * Renders our design tokens (`theme.ts`) to a style sheet at build time, as `virtual:landfast-theme.css`.
 *
 * Cloudscape's `applyTheme()` writes a style element at run time, which the Content-Security-Policy refuses.
 * The generator behind it is not importable by Node as published (directory imports), hence the small bundle.
 */
export function themeCss(): Plugin {
  let mode: "skip" | "render" = "render";
  return {
    name: "landfast:theme-css",
    configResolved(config) {
      mode = config.mode === "test" ? "skip" : "render";
    },
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : null),
    async load(id) {
      if (id !== `\0${VIRTUAL}`) return null;
      if (mode === "skip") return "";
      this.addWatchFile(TOKENS);
      return await render();
    },
  };
}

async function render(): Promise<string> {
  const result = (await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: { ssr: TOKENS, write: false, minify: false },
  })) as Rolldown.RolldownOutput;
  const source = Buffer.from(result.output[0].code).toString("base64");
  const module = (await import(`data:text/javascript;base64,${source}`)) as { css: string };
  return module.css;
}
