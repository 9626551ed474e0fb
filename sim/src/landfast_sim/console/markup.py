"""HTML as values: text is always escaped, so no page can be broken by what an account holds."""

from __future__ import annotations

from html import escape
from typing import Final

Attribute = str | bool | None

_VOID: Final = frozenset({"input", "link", "meta", "br"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = Markup | str | None


def el(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Return an element. `class_` and `for_` lose the underscore, `data_x` becomes `data-x`.

    An attribute that is True has no value; one that is False or None is left out.
    """
    words = [name]
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if value is True:
            words.append(attribute)
        elif value is not None and value is not False:
            words.append(f'{attribute}="{escape(value)}"')
    opening = f"<{' '.join(words)}>"
    if name in _VOID:
        return Markup(opening)
    return Markup(f"{opening}{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Return the children one after another; None is nothing."""
    parts = (
        child if isinstance(child, Markup) else escape(child)
        for child in children
        if child is not None
    )
    return Markup("".join(parts))
