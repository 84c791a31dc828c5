"""All pages of the guide, and how to find one."""

from functools import cache
from importlib.resources import files

from trophe.errors import EvidenceError, UnknownNameError
from trophe.guide.page import GROUPS, Page, read_page


@cache
def pages() -> tuple[Page, ...]:
    """Every page, by group in reading order, then by place and title; overviews first."""
    folder = files("trophe.guide") / "pages"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".md"))
    made = [read_page((folder / name).read_text(encoding="utf-8")) for name in names]
    for name, each in zip(names, made, strict=True):
        if name != f"{each.slug}.md":
            raise EvidenceError(f"guide page {name} calls itself {each.slug}")
    order = list(GROUPS)
    return tuple(
        sorted(made, key=lambda p: (order.index(p.group), p.place, p.is_cause, p.title.lower()))
    )


@cache
def _by_slug() -> dict[str, Page]:
    return {each.slug: each for each in pages()}


def slugs() -> tuple[str, ...]:
    """The names of all pages as their addresses have them, sorted."""
    return tuple(sorted(_by_slug()))


def page(slug: str) -> Page:
    """The page of this name. UnknownNameError, with near names, for any other."""
    try:
        return _by_slug()[slug]
    except KeyError:
        raise UnknownNameError("topic", slug, slugs()) from None


def page_of_cause(cause: str) -> Page | None:
    """The page that tells of a cause of the muscle forecast; None where there is none."""
    return next((each for each in pages() if cause in each.causes), None)


def titles() -> dict[str, str]:
    """The title of each page by its name."""
    return {each.slug: each.title for each in pages()}
