"""The console's routes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files
from urllib.parse import urlencode

from landfast_sim.asgi import Request, Response
from landfast_sim.console import (
    quick_create,
    sign_in,
    stack_set_form,
    stack_set_update,
    stack_sets,
    stacks,
    update_stack,
)
from landfast_sim.console.cloudformation_client import Clients, ConsoleError
from landfast_sim.console.layout import alert, page
from landfast_sim.console.markup import el
from landfast_sim.organizations.service import OrganizationsService
from landfast_sim.world import Owner

_ASSETS = {
    "console.css": "text/css; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}

SignedInPage = Callable[[Request, Owner, Clients], Awaitable[Response]]


class Console:
    """Serves the console's pages."""

    def __init__(self, aws_endpoint: str, organizations: OrganizationsService) -> None:
        """Act on the simulated AWS at `aws_endpoint`."""
        self._clients = Clients(aws_endpoint)
        self._organizations = organizations
        static = files("landfast_sim.console") / "static"
        self._assets = {name: (static / name).read_bytes() for name in _ASSETS}
        self._routes: dict[tuple[str, str], SignedInPage] = {
            ("GET", quick_create.PATH): _quick_create,
            ("POST", quick_create.PATH): quick_create.create,
            ("GET", "/cloudformation/stacks"): stacks.show_list,
            ("GET", "/cloudformation/stack"): stacks.show,
            ("GET", update_stack.PATH): update_stack.show,
            ("POST", update_stack.PATH): update_stack.update,
            ("POST", "/cloudformation/delete"): stacks.delete,
            ("GET", "/cloudformation/stacksets"): stack_sets.show_list,
            ("POST", "/cloudformation/stacksets/activate"): stack_sets.activate,
            ("GET", stack_set_form.PATH): stack_set_form.show,
            ("POST", stack_set_form.PATH): stack_set_form.create,
            ("GET", "/cloudformation/stackset"): stack_sets.show,
            ("GET", "/cloudformation/stackset/operation"): stack_sets.show_operation,
            ("GET", stack_set_update.PATH): stack_set_update.show,
            ("POST", stack_set_update.PATH): stack_set_update.update,
            ("POST", "/cloudformation/stackset/delete"): stack_sets.remove,
        }

    async def handle(self, request: Request) -> Response:
        """Serve one request."""
        owner = sign_in.signed_in(request, self._organizations.organization)
        return self._open_page(request, owner) or await self._page_of_an_account(request, owner)

    def _open_page(self, request: Request, owner: Owner | None) -> Response | None:
        """Return a page that needs no account, or None."""
        organization = self._organizations.organization
        if request.path == "/signin":
            serve = sign_in.accept if request.method == "POST" else sign_in.show
            return serve(request, organization)
        if request.path.startswith("/assets/"):
            return self._asset(request.path.removeprefix("/assets/"))
        if request.path == "/":
            return _front_page(owner)
        if request.path == "/cloudformation/home":
            return _opener(owner)
        return None

    async def _page_of_an_account(self, request: Request, owner: Owner | None) -> Response:
        route = self._routes.get((request.method, request.path))
        if route is None:
            explanation = el("p", "There is no such page here.")
            return page("Not found", explanation, owner=owner, status=404)
        here = f"{request.path}?{urlencode(request.query, doseq=True)}"
        if owner is None:
            return sign_in.to_sign_in(here if request.method == "GET" else "/")
        try:
            return await route(request, owner, self._clients)
        except ConsoleError as error:
            message = alert(f"{error.code}: {error}")
            return page("AWS refused", message, owner=owner, here=here, status=400)

    def _asset(self, name: str) -> Response:
        if name not in self._assets:
            return Response(404)
        headers = {"content-type": _ASSETS[name], "cache-control": "no-cache"}
        return Response(200, self._assets[name], headers)


async def _quick_create(request: Request, owner: Owner, _clients: Clients) -> Response:
    return quick_create.show(request, owner)


def _front_page(owner: Owner | None) -> Response:
    explanation = (
        "This stands in for the AWS console while Landfast is developed and tried out. "
        "Nothing here reaches the real AWS."
    )
    links = [
        el("p", el("a", "CloudFormation stacks", href="/cloudformation/stacks")),
        el("p", el("a", "CloudFormation StackSets", href="/cloudformation/stacksets")),
    ]
    return page("Home", el("p", explanation), *links, owner=owner)


def _opener(owner: Owner | None) -> Response:
    """Return the page behind the real console's URL, whose fragment only the browser knows."""
    text = "Opening the page that the link names."
    fallback = el("a", "Show the stacks instead", href="/cloudformation/stacks")
    noscript = el("noscript", el("p", "This page needs JavaScript to read the link."))
    return page(
        "CloudFormation",
        el("p", text, id="opener", role="status"),
        noscript,
        el("p", fallback),
        owner=owner,
    )
