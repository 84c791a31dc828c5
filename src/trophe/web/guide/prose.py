"""The text of guide pages as HTML: links, strong words, numbered sources."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trophe.guide import Block, Reference, Span, titles

_TAGS = {"list": "ul", "steps": "ol"}


def block_html(block: Block, numbers: Mapping[str, int]) -> SafeString:
    """A paragraph or a list. `numbers` has the place of each source in the page's list."""
    if block.kind == "paragraph":
        return format_html("<p>{}</p>", line_html(block.items[0], numbers))
    items = format_html_join(
        "", "<li>{}</li>", ((line_html(item, numbers),) for item in block.items)
    )
    tag = _TAGS[block.kind]
    return format_html('<{} class="prose__{}">{}</{}>', tag, block.kind, items, tag)


def line_html(line: Sequence[Span], numbers: Mapping[str, int]) -> SafeString:
    """A line of text with its marks."""
    return format_html_join("", "{}", ((_span_html(span, numbers),) for span in line))


def _span_html(span: Span, numbers: Mapping[str, int]) -> SafeString | str:
    if span.kind == "strong":
        return format_html("<strong>{}</strong>", span.text)
    if span.kind == "link":
        address = reverse("guide-page", args=[span.target])
        return format_html(
            '<a href="{}">{}</a>', address, span.text or _inside(titles()[span.target])
        )
    if span.kind == "cite":
        return sources_html(span.keys, numbers)
    return span.text.replace(" %", "\u00a0%")


def _inside(title: str) -> str:
    """A title within a sentence: small first letter, unless it is a name or all capitals."""
    first = title.split()[0]
    if first[1:] != first[1:].lower() or first in _NAMES:
        return title
    return title[:1].lower() + title[1:]


_NAMES = frozenset({"Guillain-Barré"})


def sources_html(keys: Sequence[str], numbers: Mapping[str, int]) -> SafeString:
    """The little numbers that lead to the list of sources; nothing where there is none."""
    known = [(numbers[key], numbers[key], numbers[key]) for key in keys if key in numbers]
    links = format_html_join(", ", '<a href="#source-{}" aria-label="Source {}">{}</a>', known)
    return format_html('<sup class="cite">{}</sup>', links) if known else SafeString("")


def numbered(references: Sequence[Reference]) -> dict[str, int]:
    """The place of each source in the list, from one."""
    return {each.key: place for place, each in enumerate(references, start=1)}
