"""Looking at WordprocessingML: elements by local name, since strict and transitional files differ only in the namespace."""

from __future__ import annotations

from functools import cache
from xml.etree.ElementTree import Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{W}}}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


@cache
def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def attribute(node: Element, name: str) -> str:
    """The value of a ``w:`` attribute, empty where it is absent."""
    return node.get(_W + name) or node.get(_STRICT + name) or ""


def child(node: Element | None, *path: str) -> Element | None:
    """The first element down a path of local names."""
    for name in path:
        if node is None:
            return None
        node = next((one for one in node if local(one.tag) == name), None)
    return node


def is_on(node: Element | None) -> bool:
    """Whether an on/off property is there and not switched off."""
    return node is not None and attribute(node, "val") not in ("0", "false", "off", "none")
