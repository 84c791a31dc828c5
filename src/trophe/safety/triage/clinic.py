"""The answers in the words of a clinic, for the report that a person takes along.

They say what was told, group by group; they conclude nothing (rule W09).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from trophe.errors import EvidenceError
from trophe.safety.triage.findings import Answer, Findings
from trophe.safety.triage.vocabulary import CHOICE, groups, terms


def clinic_lines(findings: Findings) -> tuple[str, ...]:
    """One line for each group of answers, in the order of the vocabulary."""
    titles = _file()["groups"]
    lines = []
    for group, title in groups().items():
        said = [
            _words(answer)
            for answer in findings.answers.values()
            if terms()[answer.name].group == group
        ]
        if said:
            lines.append(f"{titles.get(group, title)}: {'; '.join(said)}")
    return tuple(lines)


def _words(answer: Answer) -> str:
    """One answer: `weight loss 8 %`, `orthopnoea (uncertain)`."""
    entry = terms()[answer.name]
    words = _file()["labels"].get(answer.name, entry.label)
    if answer.number == answer.number:  # a number was given
        words += f" {answer.number:g} {entry.unit}"
    elif entry.kind == CHOICE and answer.word:
        value = _file()["values"].get(answer.word, entry.values[answer.word])
        words = value if answer.name == "side" else f"{words} {value}"
    elif answer.word:
        words += f" ({answer.word})"
    return words if answer.sure else f"{words} (uncertain)"


@cache
def _file() -> Mapping[str, Mapping[str, str]]:
    """The table as written. Raises EvidenceError for a name that the vocabulary lacks."""
    text = (files("trophe.safety.triage") / "clinic.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    values = {value for entry in terms().values() for value in entry.values}
    unknown = {
        *(set(table["labels"]) - set(terms())),
        *(set(table["groups"]) - set(groups())),
        *(set(table["values"]) - values),
    }
    if unknown:
        raise EvidenceError(f"clinic.toml names what the vocabulary lacks: {sorted(unknown)}")
    return table
