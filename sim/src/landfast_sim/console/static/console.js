"use strict";

// The real console keeps everything after "#" in the browser. Here each of those
// places is a page of its own; this carries the fragment over to it.
const PLACES = {
  "": "/cloudformation/stacks",
  "/stacks": "/cloudformation/stacks",
  "/stacks/quickcreate": "/cloudformation/quickcreate",
  "/stacks/create/review": "/cloudformation/quickcreate",
  "/stacks/stackinfo": "/cloudformation/stack",
  "/stacks/events": "/cloudformation/stack",
  "/stacks/update": "/cloudformation/update",
  "/stacks/update/template": "/cloudformation/update",
  "/stacksets": "/cloudformation/stacksets",
  "/stacksets/create": "/cloudformation/stacksets/create",
};

function openFragment(notice) {
  const [place, query = ""] = splitOnce(location.hash.slice(1), "?");
  const parameters = new URLSearchParams(query);
  const stackSet = /^\/stacksets\/([^/]+)\/[a-z]+$/.exec(place);
  if (stackSet) parameters.set("name", decodeURIComponent(stackSet[1]));
  const page = stackSet ? "/cloudformation/stackset" : PLACES[place.replace(/\/+$/, "")];
  if (page === undefined) {
    notice.textContent = `The simulated console has no page for "${place}".`;
    return;
  }
  const region = new URLSearchParams(location.search).get("region");
  if (region) parameters.set("region", region);
  location.replace(`${page}?${parameters}`);
}

function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

// A stack in progress is followed without reloading the page by hand.
const FOLLOW_MS = 700;

async function follow() {
  const live = document.getElementById("live");
  if (!live || !("inProgress" in live.dataset)) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (answer.ok) {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.getElementById("live");
    if (next) live.replaceWith(next);
    const actions = document.querySelector("main form.actions");
    if (actions && !fresh.querySelector("main form.actions")) actions.remove();
  }
  setTimeout(() => follow().catch(console.error), FOLLOW_MS);
}

const opener = document.getElementById("opener");
if (opener) {
  openFragment(opener);
  window.addEventListener("hashchange", () => openFragment(opener));
} else {
  setTimeout(() => follow().catch(console.error), FOLLOW_MS);
}
