"""The command that makes and breaks bills: what it takes, and what it says of what it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from landfast_bills import command


def test_the_command_makes_and_breaks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--rows", "9000", "--months", "2", "--granularity", "DAILY", "--seed", "7"]
    assert command.main(["make", *options, "--format", "cur2-csv", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("2026-01 4390 rows bills/acme/meta")
    assert json.loads((tmp_path / "truth.json").read_text())["totals"]["rows"] == 9000
    assert command.main(["make", "--rows", "100", str(tmp_path / "few")]) == 2
    assert "rows are too few" in capsys.readouterr().err
    assert command.main(["break", "bomb", str(tmp_path / "bomb")]) == 2
    assert "needs a format with csv.gz" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--first", "2026"], "expected YYYY-MM, found '2026'"),
        (["--until", "soon"], "expected a day as YYYY-MM-DD, found soon"),
        (["--rows", "0"], "expected a whole number > 0, found 0"),
        (["--columns", "cost,tags"], "expected columns of COST_AND_USAGE_REPORT, found cost"),
        (["--format", "cur1-csv", "--columns", "a"], "leave it out"),
        (["--months", "2", "--until", "2026-01-05"], "expected a day of 2026-02"),
    ],
)
def test_wrong_options_are_told(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["make", "--granularity", "DAILY", "--rows", "5000", "--months", "1"]
    try:
        status = command.main([*common, *options, str(tmp_path)])
    except SystemExit as left:  # argparse's own way
        status = int(str(left.code))
    assert status == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    options = ["--granularity", "DAILY", "--rows", "5000", "--months", "1"]
    assert command.main(["make", *options, str(tmp_path / "file")]) == 1
    assert "cannot write below" in capsys.readouterr().err
