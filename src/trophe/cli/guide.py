"""`trophe guide`: the guide in a terminal."""

import json
from collections.abc import Iterator
from typing import Any

import click

from trophe.guide import GROUPS, page, pages, search
from trophe.guide.document import brief, document


@click.command()
@click.argument("topic", required=False)
@click.option("--search", "asked", help="List the pages that fit these words.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def guide(topic: str | None, asked: str | None, as_json: bool) -> None:
    """Read the guide: what muscle loss is, its causes, what helps, with sources.

    TOPIC is for example cast, ageing or food-and-protein; without one all topics are listed.
    """
    if asked is not None:
        hits = search(asked)
        found = [brief(hit.page) | {"excerpt": hit.excerpt} for hit in hits]
        _print({"found": found}, as_json, _found_text(found))
    elif topic is None:
        listed = [brief(each) for each in pages()]
        _print({"topics": listed}, as_json, _list_text(listed))
    else:
        shown = document(page(topic)) | {"course": _course(topic)}
        _print(shown, as_json, _page_text(shown))


def _course(topic: str) -> dict[str, Any] | None:
    """The typical course of the page; loaded only when a page is read."""
    from trophe.report.course import as_json as course_json
    from trophe.report.course import course_of

    course = course_of(page(topic))
    return None if course is None else course_json(course)


def _print(data: dict[str, Any], as_json: bool, text: Iterator[str]) -> None:
    """JSON, or Markdown as a terminal shows it."""
    if as_json:
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(Console().width, 96)).print(Markdown("\n".join(text)))


def _list_text(listed: list[dict[str, Any]]) -> Iterator[str]:
    for group, title in GROUPS.items():
        yield f"## {title}\n"
        yield from (f"- `{p['topic']}` {p['title']}" for p in listed if p["group"] == group)
        yield ""


def _found_text(found: list[dict[str, Any]]) -> Iterator[str]:
    if not found:
        yield "Nothing found. `trophe guide` lists all topics."
    for each in found:
        yield f"- `{each['topic']}` **{each['title']}**: {each['excerpt']}"


def _page_text(shown: dict[str, Any]) -> Iterator[str]:
    """A page in Markdown: red flags first, then the text with numbered sources."""
    numbers = {each["key"]: n for n, each in enumerate(shown["sources"], start=1)}
    yield f"# {shown['title']}\n\n{shown['summary']}\n"
    yield f"*By {shown['author']}, {shown['reviewed_by']}. Last changed {shown['changed']}.*\n"
    words = {"emergency": "NOW", "urgent": "SOON"}
    for flag in shown["red_flags"]:
        yield f"> **{words[flag['urgency']]}.** {flag['text']}\n"
    if shown["kind"] == "cause":
        yield f"- {shown['class_words']}\n- {shown['onset_words']}\n- {shown['reversible_words']}\n"
    for section in shown["sections"]:
        yield f"## {section['title']}\n"
        yield from _blocks_text(section["blocks"], numbers)
        if section["anchor"] == "how-fast" and shown["course"]:
            yield from _course_text(shown["course"])
        if section["anchor"] == "what-helps":
            yield from _effects_text(shown["effects"], numbers)
    yield "## Sources\n"
    for n, each in enumerate(shown["sources"], start=1):
        yield f"{n}. {each['text']} {each['note']}"


def _blocks_text(blocks: list[dict[str, Any]], numbers: dict[str, int]) -> Iterator[str]:
    for block in blocks:
        mark = {"paragraph": "", "list": "- ", "steps": "1. "}[block["kind"]]
        for item in block["items"]:
            cites = ", ".join(str(numbers[key]) for key in item["sources"])
            yield f"{mark}{item['text']}" + (f" ({cites})" if cites else "")
        yield ""


def _course_text(course: dict[str, Any]) -> Iterator[str]:
    if course["charts"]:
        yield f"**{course['who']}**, drawn by the model, no training counted in:\n"
    yield from (f"- {chart['summary']}" for chart in course["charts"])
    yield from (f"- {words}" for words in course["missing"])
    yield ""


def _effects_text(effects: list[dict[str, Any]], numbers: dict[str, int]) -> Iterator[str]:
    for row in effects:
        yield (
            f"- **{row['what']}**, {row['whom']}: {row['outcome']}: {row['effect']}"
            f" ({row['sure']}; {numbers[row['source']]})"
        )
    yield ""
