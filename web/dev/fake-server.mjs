/**
 * A stand-in for the API, in memory, to look at the console without the server. Never shipped, never tested against:
 * what the real server does is in its own tests.
 *
 *   node dev/fake-server.mjs [--port 8080] [--accounts empty|some|many] [--dist]
 *
 * `--dist` also serves the built console with the Content-Security-Policy of the real server.
 * `/dev/console?account=…` plays the AWS console; `POST /dev/aws {account_id, aws}` sets what is deployed:
 * good, wildcard, missing (null) or trouble. `POST /dev/reset {accounts, signed_in, needed, published, role}` starts over.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seedCommitments } from "./fake/commitments.mjs";
import { Refusal } from "./fake/problem.mjs";
import { record, routes } from "./fake/routes.mjs";
import { seedAccounts } from "./fake/seed.mjs";
import { seedSettings } from "./fake/settings.mjs";

const { values: options } = parseArgs({
  options: { port: { type: "string", default: "8080" }, accounts: { type: "string", default: "some" }, dist: { type: "boolean", default: false } },
});
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const OPEN = new Set(["GET /health", "GET /setup", "POST /setup", "POST /session"]);

let state;
const listeners = new Set();
function reset({ accounts = "some", signed_in = true, needed = false, published = true, role = "operator" } = {}) {
  for (const account of state?.accounts.values() ?? []) clearTimeout(account.timer);
  state = { ...seedSettings(), accounts: seedAccounts(accounts), commitments: seedCommitments(accounts), signedIn: signed_in, needed, published, role };
  for (const account of state.accounts.values()) record(state, "account.registered", `Registered account ${account.account_id} as "${account.name}".`, account.account_id);
}
reset({ accounts: options.accounts });

function changed(account, action, summary) {
  if (action) record(state, action, summary, account.account_id);
  for (const topic of action ? ["account", "activity"] : ["account"]) {
    for (const response of listeners) response.write(`data: ${JSON.stringify({ topic, account_id: account.account_id })}\n\n`);
  }
}

const patterns = Object.entries(routes).map(([key, handler]) => {
  const [method, path] = key.split(" ");
  return { key, method, handler, regexp: new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`) };
});

async function bodyOf(request) {
  let text = "";
  for await (const part of request) text += part;
  return text === "" ? {} : JSON.parse(text);
}

function send(response, status, body, type = "application/json", headers = {}) {
  response.writeHead(status, { "Content-Type": type, ...headers });
  response.end(body === null ? undefined : JSON.stringify(body));
}

async function api(request, response, url) {
  const path = url.pathname.slice("/api/v1".length);
  if (path === "/events") {
    if (!state.signedIn) return send(response, 401, signInRequired().body);
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(": welcome\n\n");
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
    return;
  }
  const match = patterns.find(({ method, regexp }) => method === request.method && regexp.test(path));
  if (!match) throw new Refusal(404, "not_found", "There is no such operation.", `${request.method} ${path}`);
  if (!state.signedIn && !OPEN.has(match.key)) throw signInRequired();
  const body = await bodyOf(request);
  if (state.role === "reader" && request.method !== "GET" && !match.key.endsWith(" /session")) throw new Refusal(403, "forbidden", "You may not do this.", READER);
  const answer = match.handler({ ...match.regexp.exec(path).groups, state, body, query: url.searchParams, changed });
  const [status, data] = Array.isArray(answer) ? answer : [200, answer];
  send(response, status, state.role === "reader" ? asReader(data) : data);
}
const READER = "You are a reader of this workspace: you see everything and change nothing. Ask an operator to do it.";
const asReader = (data) => JSON.parse(JSON.stringify(data), (key, value) => (key === "actions" && value[0]?.name ? value.map(({ name }) => ({ name, allowed: false, why_not: READER })) : value));
const signInRequired = () => new Refusal(401, "sign_in_required", "Sign in first.", "This needs a session or a token.");

async function dev(request, response, url) {
  const body = await bodyOf(request);
  if (url.pathname === "/dev/reset") {
    reset(body);
    return send(response, 204, null);
  }
  const id = body.account_id ?? url.searchParams.get("account");
  const account = state.accounts.get(id);
  if (account) {
    Object.assign(account, { aws: body.aws === undefined ? "good" : body.aws, deployed_at: Date.now() });
    changed(account);
  }
  send(response, 200, { deployed: id, note: "This stands for the AWS console. Go back to the other tab." });
}

async function file(response, pathname) {
  const path = join(DIST, normalize(pathname));
  const wanted = extname(path) !== "" && path.startsWith(DIST) ? path : join(DIST, "index.html");
  const bytes = await readFile(wanted).catch(() => null);
  response.writeHead(bytes ? 200 : 404, { "Content-Type": TYPES[extname(wanted)] ?? "application/octet-stream", "Content-Security-Policy": CSP });
  response.end(bytes);
}

createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  const handle = url.pathname.startsWith("/api/v1/") ? api : url.pathname.startsWith("/dev/") ? dev : options.dist ? () => file(response, url.pathname) : () => send(response, 404, null);
  Promise.resolve(handle(request, response, url)).catch((error) => {
    if (error instanceof Refusal) return send(response, error.status, error.body, "application/problem+json", error.headers);
    console.error(error);
    send(response, 500, new Refusal(500, "internal", "Something broke here.", String(error)).body, "application/problem+json");
  });
}).listen(Number(options.port), "127.0.0.1", () => {
  console.log(`fake API on http://127.0.0.1:${options.port} (${options.accounts} accounts${options.dist ? ", with the built console" : ""})`);
});
