"""Many people adding at once: nothing is lost and nobody is told that the database is locked."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "support" / "many_adds.py"
ENVIRONMENT = {name: value for name, value in os.environ.items() if "DJANGO" not in name}


def test_two_hundred_adds_at_once_lose_nothing(tmp_path):
    source = str(Path(__file__).parents[3] / "src")
    ran = subprocess.run(
        [sys.executable, SCRIPT, "200", "200"],
        env=ENVIRONMENT | {"TROPHE_DATA": str(tmp_path), "PYTHONPATH": source, "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["failed"] == []
    assert found["entries"] == found["changes"] == 200
    assert found["slots"] == 4
