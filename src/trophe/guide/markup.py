"""The small markup of guide pages: sections, paragraphs, lists, links, citations.

    ## A heading
    A paragraph with **strong** words, a [[bed-rest|link]], a claim [@row:alkner2004_br90].
    - a list item
    1. a step

A citation names sources (`[@nice_ng127]`), rows of the study table (`[@row:study]`), effects of
the treatment table (`[@treatment:id]`) or sets of constants (`[@constants:id]`); several stand
in one pair of brackets, apart by semicolons.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trophe.errors import EvidenceError

_INLINE: Final = re.compile(
    r"\[@(?P<cite>[^\]]+)\]"
    r"|\[\[(?P<slug>[a-z0-9-]+)(?:\|(?P<words>[^\]]+))?\]\]"
    r"|\*\*(?P<strong>[^*]+)\*\*"
)
_ITEM: Final = re.compile(r"(?P<mark>-|\d+\.)\s+(?P<text>.+)")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a line. `kind`: text, strong, link (`target` a slug), cite (`keys`)."""

    kind: str
    text: str = ""
    target: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph (one item), a list or steps (an item each). `raw` keeps the items as written."""

    kind: str
    items: tuple[tuple[Span, ...], ...]
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it; `anchor` is its place in the page's address."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]


def spans(text: str) -> tuple[Span, ...]:
    """A line in pieces."""
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    """The pieces of a line; the space before a citation goes, so that its number clings."""
    last = 0
    for found in _INLINE.finditer(text):
        before = text[last : found.start()]
        if found["cite"]:
            before = before.rstrip()
        if before:
            yield Span(kind="text", text=before)
        yield _marked(found)
        last = found.end()
    if text[last:]:
        yield Span(kind="text", text=text[last:])


def _marked(found: re.Match[str]) -> Span:
    if found["cite"]:
        return Span(kind="cite", keys=tuple(key.strip(" @") for key in found["cite"].split(";")))
    if found["slug"]:
        return Span(kind="link", target=found["slug"], text=found["words"] or "")
    return Span(kind="strong", text=found["strong"])


def sections(text: str) -> tuple[Section, ...]:
    """The sections of a page. EvidenceError where text stands before the first heading."""
    parts = re.split(r"^## +(.+)$", text, flags=re.MULTILINE)
    if parts[0].strip():
        raise EvidenceError(f"text before the first heading: {parts[0].strip()[:60]!r}")
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return tuple(
        Section(title=title.strip(), anchor=anchor_of(title), blocks=tuple(_blocks(body)))
        for title, body in pairs
    )


def anchor_of(title: str) -> str:
    """`What comes back` as `what-comes-back`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _blocks(body: str) -> Iterator[Block]:
    """Pieces of text apart by an empty line; a piece of items is a list."""
    for piece in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in piece.splitlines() if line.strip()]
        if not lines:
            continue
        items = [_ITEM.fullmatch(line) for line in lines]
        if any(items) and not all(items):
            raise EvidenceError(f"a list item and other text in one piece: {lines[0][:60]!r}")
        texts = [item["text"] for item in items if item] or [" ".join(lines)]
        kind = "paragraph" if items[0] is None else "list" if items[0]["mark"] == "-" else "steps"
        yield Block(kind=kind, items=tuple(spans(t) for t in texts), raw=tuple(texts))


def plain(text: str, titles: dict[str, str] | None = None) -> str:
    """A line without marks: no citations, links as their words (or the title of the page)."""

    def words(found: re.Match[str]) -> str:
        if found["cite"]:
            return ""
        if found["slug"]:
            return found["words"] or (titles or {}).get(found["slug"], found["slug"])
        return str(found["strong"])

    return re.sub(r"\s+([.,;:!?])", r"\1", _INLINE.sub(words, text)).strip()


def raw_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a line as written, each with its citations."""
    return tuple(part for part in _SENTENCE_END.split(text) if part)


def cited(text: str) -> tuple[str, ...]:
    """The keys that a line cites, in order."""
    return tuple(key for span in spans(text) for key in span.keys)
