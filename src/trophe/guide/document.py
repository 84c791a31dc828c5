"""A page as plain data, the same for the API and the command line."""

from typing import Any

from trophe.guide.citing import references
from trophe.guide.effects import effect_rows
from trophe.guide.library import titles
from trophe.guide.markup import cited, plain
from trophe.guide.page import CLASSES, ONSETS, REVERSIBLE, Page


def brief(page: Page) -> dict[str, Any]:
    """What a list of pages shows."""
    return {
        "topic": page.slug,
        "title": page.title,
        "group": page.group,
        "kind": page.kind,
        "summary": page.summary,
        "causes": list(page.causes),
    }


def document(page: Page) -> dict[str, Any]:
    """A whole page: red flags first, sections with their citations, effects, sources."""
    return brief(page) | {
        "class": page.muscle_class,
        "class_words": CLASSES.get(page.muscle_class, ""),
        "onset": page.onset,
        "onset_words": ONSETS.get(page.onset, ""),
        "reversible": page.reversible,
        "reversible_words": REVERSIBLE.get(page.reversible, ""),
        "author": page.author,
        "reviewed_by": page.reviewed_by,
        "changed": page.changed.isoformat(),
        "red_flags": [
            {"urgency": flag.urgency, "text": flag.text, "sources": list(flag.cite)}
            for flag in page.red_flags
        ],
        "sections": [
            {
                "title": section.title,
                "anchor": section.anchor,
                "blocks": [
                    {
                        "kind": block.kind,
                        "items": [
                            {"text": plain(raw, titles()), "sources": list(cited(raw))}
                            for raw in block.raw
                        ],
                    }
                    for block in section.blocks
                ],
            }
            for section in page.sections
        ],
        "effects": [
            {
                "what": row.what,
                "whom": row.whom,
                "outcome": row.outcome,
                "effect": row.effect,
                "people": row.people,
                "sure": row.sure,
                "source": row.key,
            }
            for row in effect_rows(page)
        ],
        "sources": [
            {"key": each.key, "text": each.text, "link": each.link, "note": each.note}
            for each in references(page)
        ],
        "related": list(page.related),
    }
