/// <reference types="vite/client" />

declare module "virtual:landfast-theme.css";
