import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { fontFiles } from "./build/font-files.ts";
import { themeCss } from "./build/theme-css.ts";

export default defineConfig({
  plugins: [react(), fontFiles(), themeCss()],
  build: {
    target: "es2022",
    // Nothing as `data:`: the Content-Security-Policy lists only 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: {
      "/api": { target: "http://127.0.0.1:8080" },
      "/dev/console": { target: "http://127.0.0.1:8080" },
      "/help": { target: "http://127.0.0.1:8080" },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: false,
    // Role queries over Cloudscape are slow in jsdom; on a busy machine the usual 5 s are not enough.
    testTimeout: 60_000,
    server: { deps: { inline: [/@cloudscape-design/] } },
  },
});
