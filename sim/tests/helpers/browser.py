"""A browser without JavaScript: pages, forms, cookies, redirects."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar


@dataclass
class Form:
    """A form as it was served, with what it would send."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    checkboxes: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self.by_testid: dict[str, str] = {}
        self.labels: set[str] = set()
        self.ids: set[str] = set()
        self.controls: set[str] = set()
        self._testid: str | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids.add(found.get("id", ""))
        self._testid = found.get("data-testid")
        if tag == "form":
            self.forms.append(Form(found["action"], found["method"]))
        elif tag == "label":
            self.labels.add(found["for"])
        elif tag in ("input", "select"):
            if found.get("type") != "hidden":
                self.controls.add(found.get("id", ""))
            self._select = found["name"] if tag == "select" else ""
            self._control(found)
        elif tag == "option" and "selected" in found:
            self.forms[-1].fields[self._select] = found["value"]

    def _control(self, found: dict[str, str]) -> None:
        form, name = self.forms[-1], found["name"]
        if found.get("type") == "checkbox":
            form.checkboxes.add(name)
        elif found.get("type") == "radio":
            form.choices.setdefault(name, []).append(found["value"])
            if "checked" in found:
                form.fields[name] = found["value"]
        else:
            form.fields[name] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._testid:
            self.by_testid[self._testid] = data
            self._testid = None


@dataclass(frozen=True)
class Page:
    """One answer."""

    url: str
    status: int
    text: str
    forms: list[Form]
    marked: dict[str, str]
    unlabelled: set[str]

    def form(self, action: str) -> Form:
        return next(form for form in self.forms if form.action == action)


class Browser:
    """Keeps cookies and follows redirects."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        )

    def get(self, path: str, **query: str) -> Page:
        question = f"?{urllib.parse.urlencode(query)}" if query else ""
        return self._open(urllib.request.Request(self._url + path + question))

    def submit(self, form: Form, **changes: str) -> Page:
        body = urllib.parse.urlencode({**form.fields, **changes}).encode()
        return self._open(urllib.request.Request(self._url + form.action, body, method="POST"))

    def sign_in(self, account: str, to: str = "/") -> Page:
        form = self.get("/signin", to=to).form("/signin")
        return self.submit(form, account=account)

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            answer = self._opener.open(request, timeout=15)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            parser = _Parser()
            parser.feed(answer.read().decode())
            return Page(
                url=answer.geturl().removeprefix(self._url),
                status=answer.status,
                text=" ".join(" ".join(parser.text).split()),
                forms=parser.forms,
                marked=parser.by_testid,
                unlabelled=parser.controls - parser.labels,
            )
