"""The hazard log leads from hazard to rule to test, and none of these is made up."""

import re
from pathlib import Path

import pytest

from trophe.safety.triage import triage_rules

ROOT = Path(__file__).resolve().parents[1]
LOG = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")


def test_the_log_holds_the_first_twenty_hazards():
    assert re.findall(r"^\| (HZ\d\d)", LOG, re.MULTILINE) == [f"HZ{n:02}" for n in range(1, 21)]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[\w/.]+|src/[\w/.]+)`", LOG))))
def test_every_proof_of_the_log_exists(path):
    assert (ROOT / path).exists()


def test_every_rule_of_the_check_is_fired_by_a_case_and_every_invariant_named_by_a_test():
    cases = (ROOT / "tests/safety/triage/vignettes.csv").read_text(encoding="utf-8")
    assert all(re.search(rf"\b{key}\b", cases) for key in triage_rules())
    named = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    assert all(f"I{n:02}" in named for n in range(1, 14))
