"""Reading everyday.txt: what people call foods, and how likely they mean which."""

import re
from dataclasses import dataclass, field
from pathlib import Path

# Prior of the first id of a line by how often it is logged, and what each later id loses.
FIRST = {1: 1.0, 2: 0.8, 3: 0.6}
STEP = 0.06
FLOOR = 0.35


@dataclass
class Everyday:
    """What the list says of one row of the table."""

    aliases: list[str] = field(default_factory=list)
    also_called: list[str] = field(default_factory=list)
    nearest_to: list[str] = field(default_factory=list)
    name: str = ""
    prior: float = 0.0


def read(path: Path) -> dict[str, Everyday]:
    """ndb_no -> what the list says of it. Names go to every id of their line."""
    found: dict[str, Everyday] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not re.match(r"^[123] \|", line):
            continue
        columns = [part.strip() for part in line.split("|")]
        if len(columns) not in (3, 4):
            raise ValueError(f"line {number}: {line!r}")
        _add(found, columns)
    return found


def _add(found: dict[str, Everyday], columns: list[str]) -> None:
    """One line: its names belong to the first id, and are also used for the others."""
    often, names, ids = int(columns[0]), columns[1].split(","), columns[2].split()
    for place, ndb_no in enumerate(ids):
        food = found.setdefault(ndb_no, Everyday())
        food.prior = max(food.prior, max(FLOOR, FIRST[often] - STEP * place))
        for name in (n.strip() for n in names):
            mine = food.also_called if place else food.aliases
            target, word = (food.nearest_to, name[1:]) if name.startswith("~") else (mine, name)
            if word not in target:
                target.append(word)
    if len(columns) == 4:
        found[ids[0]].name = columns[3]


def plainness(description: str, group: str, n_portions: int) -> float:
    """A prior for foods outside the list, 0 to 0.34: plain foods that kitchens know come first."""
    parts = description.count(",") + 1
    score = 0.30 - 0.018 * parts - 0.0008 * len(description) + 0.01 * min(n_portions, 4)
    for words, loss in LOSSES:
        if re.search(words, description):
            score -= loss
    if group in ("Baby Foods", "American Indian/Alaska Native Foods"):
        score -= 0.12
    return round(min(0.34, max(0.01, score)), 3)


LOSSES = [
    (r"[A-Z]{4,}", 0.05),
    (r"(?i)industrial|commodity|mechanically|school lunch", 0.12),
    (r"unenriched|low sodium|reduced sodium|special dietary|dietetic", 0.04),
    (r"with salt|, salt added", 0.015),
    (r"New Zealand|Australian|imported|enhanced|added solution", 0.06),
    (r"dehydrated|freeze-dried|dry mix|undiluted|unprepared", 0.03),
    (r"separable lean only|select|choice|separable fat|variety meats", 0.03),
]
