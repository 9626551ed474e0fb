import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const EMBEDDED = /url\('?data:font\/woff2;base64,([A-Za-z0-9+/=]+)'?\)/g;

/**
 * Takes the fonts that Cloudscape embeds in its style sheet as base64 out into files.
 *
 * Two reasons: the Content-Security-Policy says `font-src 'self'`, which excludes `data:`, and a browser
 * then fetches only the two or three weights that a page uses.
 */
export function fontFiles(): Plugin {
  let folder = "";
  return {
    name: "landfast:font-files",
    enforce: "pre",
    configResolved(config) {
      folder = join(config.cacheDir, "landfast-fonts");
      mkdirSync(folder, { recursive: true });
    },
    transform(code, id) {
      if (!id.split("?")[0]?.endsWith("global-styles/index.css")) return null;
      const css = code.replace(EMBEDDED, (_match, base64: string) => {
        const bytes = Buffer.from(base64, "base64");
        const name = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
        const file = join(folder, `font-${name}.woff2`);
        writeFileSync(file, bytes);
        return `url("${file}")`;
      });
      return { code: css, map: null };
    },
  };
}
