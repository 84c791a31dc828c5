"""The guide: what muscle loss is, each of its causes, what helps; every claim has its source."""

from trophe.guide.checks import is_claim, problems, unsupported
from trophe.guide.citing import Reference, reference, references
from trophe.guide.library import page, page_of_cause, pages, slugs, titles
from trophe.guide.markup import Block, Section, Span, plain
from trophe.guide.page import CLASSES, GROUPS, ONSETS, REVERSIBLE, Example, Page, RedFlag
from trophe.guide.reading import reading_age
from trophe.guide.search import Hit, search

__all__ = [
    "CLASSES",
    "GROUPS",
    "ONSETS",
    "REVERSIBLE",
    "Block",
    "Example",
    "Hit",
    "Page",
    "RedFlag",
    "Reference",
    "Section",
    "Span",
    "is_claim",
    "page",
    "page_of_cause",
    "pages",
    "plain",
    "problems",
    "reading_age",
    "reference",
    "references",
    "search",
    "slugs",
    "titles",
    "unsupported",
]
