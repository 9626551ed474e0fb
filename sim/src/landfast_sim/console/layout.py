"""What every page of the console has around its own content."""

from __future__ import annotations

from urllib.parse import urlencode

from landfast_sim.asgi import Response
from landfast_sim.console.markup import Child, Markup, el, join
from landfast_sim.world import Owner

_SECURITY_HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}


def page(
    title: str, *content: Child, owner: Owner | None = None, here: str = "/", status: int = 200
) -> Response:
    """Return a whole page. `owner` is who is signed in; `here` is where switching leads back to."""
    document = el(
        "html",
        el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("title", f"{title} - Simulated AWS console"),
            el("link", rel="icon", href="/assets/icon.svg"),
            el("link", rel="stylesheet", href="/assets/console.css"),
            el("script", src="/assets/console.js", defer=True),
        ),
        el(
            "body",
            el("a", "Skip to content", href="#content", class_="skip"),
            _header(owner, here),
            el("main", el("h1", title), *content, id="content"),
        ),
        lang="en",
    )
    return Response(status, f"<!doctype html>{document}".encode(), _SECURITY_HEADERS)


def _header(owner: Owner | None, here: str) -> Markup:
    switch = "/signin?" + urlencode({"to": here})
    who = (
        join(
            el("span", "Signed in to "),
            el("strong", f"{owner.name} ({owner.account_id})", data_testid="account"),
            el("a", "Switch account", href=switch),
        )
        if owner
        else join(el("span", "Not signed in"), el("a", "Sign in", href=switch))
    )
    return el(
        "header",
        el("a", "Simulated AWS console", href="/", class_="brand"),
        el("span", who, class_="who"),
    )


def redirect(location: str, headers: dict[str, str] | None = None) -> Response:
    """Send the browser on with GET."""
    return Response(303, b"", {"location": location, **(headers or {})})


def alert(message: str) -> Markup:
    """Return an error message that a screen reader announces."""
    return el("div", el("strong", "Error. "), el("span", message), role="alert", class_="alert")


def definition_list(rows: list[tuple[str, Child]]) -> Markup:
    """Return names and values."""
    items = [join(el("dt", name), el("dd", value)) for name, value in rows]
    return el("dl", *items)


def table(caption: str, columns: list[str], rows: list[list[Child]]) -> Markup:
    """Return a table with a caption, or a sentence if it has no rows."""
    if not rows:
        return join(el("h2", caption), el("p", "None."))
    head = el("tr", *(el("th", column, scope="col") for column in columns))
    body = [el("tr", *(el("td", cell) for cell in row)) for row in rows]
    inner = el("table", el("thead", head), el("tbody", *body), aria_label=caption)
    return join(
        el("h2", caption),
        el(
            "div",
            inner,
            class_="scroll",
            tabindex="0",
            role="region",
            aria_label=f"{caption}, scrollable",
        ),
    )
