"""How good the search is on a list of queries, and how fast."""

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from trophe.errors import InputError
from trophe.nutrition.core import CoreTable
from trophe.nutrition.search.engine import FoodSearch

DEPTH: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query and the NDB numbers of the foods that answer it."""

    line: int
    query: str
    expected: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Where the first right food stood (1 is first; None below the tenth), and how long it took."""

    question: Question
    rank: int | None
    took_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Shares of queries whose right food is in the first ten and first; times in ms."""

    queries: int
    hit_at_10: float
    hit_at_1: float
    mrr: float
    p50_ms: float
    p95_ms: float


def read_questions(path: Path) -> list[Question]:
    """The rows of a CSV with the columns `query` and `expected_id` (ids joined by ";").

    Raises InputError that names the line for a row without a query or without an id.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"query", "expected_id"} <= set(reader.fieldnames or ()):
            raise InputError("queries", f"{path.name} lacks the columns query, expected_id.")
        questions = [_question(reader.line_num, row) for row in reader]
    if not questions:
        raise InputError("queries", f"{path.name} has no queries.")
    return questions


def _question(line: int, row: dict[str, str]) -> Question:
    ids = [part.strip() for part in (row["expected_id"] or "").split(";")]
    expected = frozenset(part.zfill(5) for part in ids if part)
    if not (row["query"] or "").strip() or not expected:
        raise InputError("queries", f"line {line}: a query and an expected_id are needed.")
    return Question(line=line, query=row["query"], expected=expected)


def evaluate(search: FoodSearch, table: CoreTable, questions: Sequence[Question]) -> list[Answer]:
    """Ask every question as a person without history would; the first one also warms up."""
    ndb_no = {
        f"{source}:{source_id}": ndb
        for source, source_id, ndb in zip(
            table.columns["source"],
            table.columns["source_id"],
            table.columns["ndb_no"],
            strict=True,
        )
    }
    search.search(questions[0].query)
    return [_answer(search, ndb_no, question) for question in questions]


def _answer(search: FoodSearch, ndb_no: dict[str, str], question: Question) -> Answer:
    start = time.perf_counter()
    hits = search.search(question.query, limit=DEPTH)
    took_ms = (time.perf_counter() - start) * 1000
    right = (i for i, hit in enumerate(hits, 1) if ndb_no.get(hit.key) in question.expected)
    return Answer(question=question, rank=next(right, None), took_ms=took_ms)


def summary(answers: Sequence[Answer]) -> Quality:
    """The figures of a run."""
    ranks = [answer.rank for answer in answers]
    times = np.array([answer.took_ms for answer in answers])
    n = len(answers)
    return Quality(
        queries=n,
        hit_at_10=sum(rank is not None for rank in ranks) / n,
        hit_at_1=sum(rank == 1 for rank in ranks) / n,
        mrr=sum(1 / rank for rank in ranks if rank) / n,
        p50_ms=round(float(np.percentile(times, 50)), 3),
        p95_ms=round(float(np.percentile(times, 95)), 3),
    )
