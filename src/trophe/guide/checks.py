"""What must hold of every page, so that a test can walk them all."""

import re
from collections.abc import Iterator
from typing import Final

from trophe.errors import EvidenceError, UnknownNameError
from trophe.evidence import constants, effects_of
from trophe.guide.citing import figures, reference
from trophe.guide.library import page_of_cause, slugs
from trophe.guide.markup import cited, plain, raw_sentences
from trophe.guide.page import CAUSE_SECTIONS, Page, RedFlag
from trophe.guide.reading import reading_age, words

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_COUNTED: Final = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)"
    r"\s+(?:times|percent|per cent|days?|weeks?|months?|years?|kilos?|grams?|in (?:ten|four))\b"
    r"|\b(?:half|halves|third|quarter|twice|double|doubled|percent)\b"
)
_EFFECT: Final = re.compile(
    r"\b(?:improved|improves|prevented|prevents|slowed|slows|restored|restores|reversed|reverses"
    r"|raised|reduced|reduces|doubled|studies|trials?|review)\b"
)
FORBIDDEN: Final = re.compile(
    r"\b(?:diagnos(?:is|es|ed)|you have|safe|safely|guaranteed|normal for sure|cure[sd]?)\b",
    re.IGNORECASE,
)
"""Rule W01: words that would claim what we cannot know."""


def problems(page: Page) -> tuple[str, ...]:
    """Everything wrong with a page, in words; empty where nothing is."""
    found = [*_text_problems(page), *_link_problems(page)]
    for line in page.lines:
        for sentence in raw_sentences(line):
            found += _claim_problems(sentence)
    for flag in page.red_flags:
        found += _flag_problems(flag)
    return tuple(f"{page.slug}: {text}" for text in found)


def is_claim(sentence: str) -> bool:
    """Whether a sentence states a number or an effect, and so must say where it is from.

    A question states nothing.
    """
    text = plain(sentence)
    return not text.endswith("?") and any(
        pattern.search(text) for pattern in (_NUMBER, _COUNTED, _EFFECT)
    )


def unsupported(sentence: str) -> tuple[str, ...]:
    """The numbers of a sentence that are not found behind its citations, as written."""
    known = [value for key in cited(sentence) for value in figures(key)]
    return tuple(text for text in _NUMBER.findall(plain(sentence)) if not _is_among(text, known))


def _is_among(text: str, known: list[float]) -> bool:
    """Whether a number, rounded as it is written, is one of these."""
    decimals = len(text.partition(".")[2])
    return any(abs(round(value, decimals) - float(text)) < 1e-9 for value in known)


def _claim_problems(sentence: str) -> Iterator[str]:
    keys = cited(sentence)
    if is_claim(sentence) and not keys:
        yield f"no source for: {sentence}"
    for key in keys:
        try:
            reference(key)
        except (UnknownNameError, EvidenceError) as error:
            yield f"{key} leads nowhere ({error}): {sentence}"
            return
        if key.startswith("row:") and not any(e.verified for e in effects_of(key[4:])):
            yield f"{key} was never verified: {sentence}"
    for number in unsupported(sentence) if keys else ():
        yield f"{number} is not a figure of its sources: {sentence}"


def _text_problems(page: Page) -> Iterator[str]:
    """Reading age, words that claim too much, sections that a cause must have."""
    age = reading_age(page.prose)
    if age > constants("reading_age").oldest_y:
        yield f"reading age {age:.1f}"
    for word in FORBIDDEN.findall(page.prose):
        yield f"says {word!r}"
    if page.is_cause:
        headings = [section.title for section in page.sections]
        yield from (f"has no section {name!r}" for name in CAUSE_SECTIONS if name not in headings)
        if not page.red_flags:
            yield "has no red flag"


def _flag_problems(flag: RedFlag) -> Iterator[str]:
    c = constants("reading_age")
    if not flag.cite:
        yield f"a red flag without a source: {flag.text}"
    for key in flag.cite:
        try:
            reference(key)
        except UnknownNameError:
            yield f"{key} leads nowhere: {flag.text}"
            return
    known = [value for key in flag.cite for value in figures(key)]
    for number in _NUMBER.findall(flag.text):
        if not _is_among(number, known):
            yield f"{number} is not a figure of its sources: {flag.text}"
    if flag.urgency == "emergency":
        if len(words(flag.text)) > c.longest_emergency_words:
            yield f"{len(words(flag.text))} words for an emergency: {flag.text}"
        if reading_age(flag.text) > c.oldest_emergency_y:
            yield f"reading age {reading_age(flag.text):.1f} for an emergency: {flag.text}"


def _link_problems(page: Page) -> Iterator[str]:
    """Links and related pages lead somewhere; causes are told by this page alone."""
    spans = [s for section in page.sections for b in section.blocks for i in b.items for s in i]
    targets = [span.target for span in spans if span.kind == "link"]
    for slug in (*page.related, *targets):
        if slug not in slugs():
            yield f"links to {slug}, which is no page"
    if page.slug in page.related:
        yield "is related to itself"
    for cause in page.causes:
        if page_of_cause(cause) is not page:
            yield f"{cause} is told by two pages"
