"""`Job.dat` keeps to the line grammar of HCM Data Loader, whatever the titles are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sinks.exports import FORMATS
from pipeline.sinks.exports.oracle_hdl import escaped
from tests.build_exports import plain

CELL = re.compile(r"(?:[^\\|\r\n]|\\[\\|n])*")
DATE = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])")
MARKS = {r"\\": "\\", r"\|": "|", r"\n": "\n"}
CHECKS = {
    "EffectiveStartDate": DATE,
    "EffectiveEndDate": DATE,
    "SetCode": re.compile(r".{1,30}"),
    "JobCode": re.compile(r".{1,30}"),
    "Name": re.compile(r".{1,240}", re.DOTALL),
    "ActiveStatus": re.compile(r"[AI]"),
}


def cells(line: str) -> list[str]:
    """The values of a line; a bar after the escape character is a part of its value."""
    found = re.findall(rf"({CELL.pattern})(?:\||$)", line)
    found = found[:-1] if not line.endswith("|") else found
    if "|".join(found) != line:
        raise ValueError("a bare escape character or line break")
    return found


def bare(cell: str) -> str:
    return re.sub(r"\\[\\|n]", lambda mark: MARKS[mark[0]], cell)


def faults(text: str) -> Iterator[str]:
    """What breaks the grammar: instruction, discriminator, attributes, values, keys."""
    if text.startswith("\ufeff") or "\r" in text or not text.endswith("\n"):
        yield "file: byte order mark, carriage return or no last line break"
    names: list[str] = []
    keys: set[tuple[str, ...]] = set()
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        try:
            instruction, discriminator, *values = cells(line)
        except ValueError as error:
            yield f"{number}: {error}"
            continue
        if instruction == "METADATA" and discriminator == "Job" and not names:
            names = values
            yield from (f"{number}: {name} unknown" for name in names if name not in CHECKS)
        elif instruction != "MERGE" or discriminator != "Job" or not names:
            yield f"{number}: {instruction} {discriminator} here"
        elif len(values) != len(names):
            yield f"{number}: {len(values)} values for {len(names)} attributes"
        else:
            row = dict(zip(names, map(bare, values), strict=True))
            yield from (f"{number}: {n}" for n, v in row.items() if not CHECKS[n].fullmatch(v))
            key = (row["SetCode"], row["JobCode"], row["EffectiveStartDate"])
            if key in keys or row["EffectiveStartDate"] > row["EffectiveEndDate"]:
                yield f"{number}: key or dates"
            keys.add(key)


def write(folder, *made) -> str:
    FORMATS["oracle-hdl"](sorted(made, key=lambda record: record["id"]), folder)
    return (folder / "Job.dat").read_bytes().decode("utf-8")


def left_out(folder) -> dict[str, str]:
    lines = (folder / "left-out.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["id"]: one["reason"] for one in map(json.loads, lines)}


def dated(**values: str | None):
    names = ("issued", "established", "revised", "title_changed")
    made = {n: values.get(n) and {"raw": "printed", "value": values[n]} for n in names}
    return {"dates": made}


def titled(title: str, **changed):
    record = plain(**changed)
    record["classes"][0]["title"] = title
    return record


HEAD = "METADATA|Job|EffectiveStartDate|EffectiveEndDate|SetCode|JobCode|Name|ActiveStatus\n"
LINE = "MERGE|Job|2018/05/01|4712/12/31|COMMON|9900100|KITE TESTER 1|A\n"


def test_a_class_is_one_line(tmp_path):
    assert write(tmp_path, plain(**dated(issued="2018-05"))) == HEAD + LINE
    assert left_out(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\ufeff" + HEAD, "file"),
        (HEAD.rstrip(), "file"),
        (LINE, "1: MERGE Job here"),
        (HEAD + HEAD, "2: METADATA Job here"),
        (HEAD.replace("Name", "Title"), "1: Title unknown"),
        (HEAD + LINE.replace("COMMON|", ""), "2: 5 values for 6 attributes"),
        (HEAD + LINE.replace("KITE", "KI|TE"), "2: 7 values for 6 attributes"),
        (HEAD + LINE.replace("KITE", r"KI\TE"), "2: a bare escape"),
        (HEAD + LINE.replace("|A", "|X"), "2: ActiveStatus"),
        (HEAD + LINE.replace("2018/05/01", "2018-05"), "2: EffectiveStartDate"),
        (HEAD + LINE.replace("KITE TESTER 1", ""), "2: Name"),
        (HEAD + LINE.replace("KITE TESTER 1", "K" * 241), "2: Name"),
        (HEAD + LINE.replace("4712", "1712"), "2: key or dates"),
        (HEAD + LINE + LINE, "3: key or dates"),
    ],
)
def test_the_checker_finds_each_fault(text, fault):
    assert next(faults(text)).startswith(fault)


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("KITE|TESTER", r"KITE\|TESTER"),
        ("KITE\\TESTER", r"KITE\\TESTER"),
        ("KITE\\|TESTER", r"KITE\\\|TESTER"),
        ("KITE\nTESTER", r"KITE\nTESTER"),
        ("KITE\r\nTESTER", r"KITE\nTESTER"),
        ("KITE\\nTESTER", r"KITE\\nTESTER"),
    ],
)
def test_reserved_characters_of_a_title_are_escaped(title, cell, tmp_path):
    text = write(tmp_path, titled(title))
    assert f"|{cell}|A\n" in text
    assert list(faults(text)) == []


@given(st.text(st.sampled_from("ab\\|n\n "), max_size=12))
def test_what_was_escaped_reads_as_it_was(value):
    assert cells(f"{escaped(value)}|end") == [escaped(value), "end"]
    assert bare(escaped(value)) == value


@pytest.mark.parametrize(
    ("values", "start"),
    [
        ({"issued": "2018-05"}, "2018/05/01"),
        ({"issued": "2018-05-17"}, "2018/05/17"),
        ({"established": "1969", "issued": "2004-06"}, "2004/06/01"),
        ({"issued": "2004-06", "revised": "2018"}, "2018/01/01"),
        ({"issued": None}, "1951/01/01"),
        ({"title_changed": "2018-05"}, "1951/01/01"),
    ],
)
def test_a_job_begins_with_the_latest_edition_of_its_standard(values, start, tmp_path):
    text = write(tmp_path, plain(**dated(**values)))
    assert text.splitlines()[1].split("|")[2] == start


def test_a_date_that_is_printed_but_not_understood_is_passed_over(tmp_path):
    dates = dated(established="1969")["dates"] | {"revised": {"raw": "spring", "value": None}}
    assert "|1969/01/01|" in write(tmp_path, plain(dates=dates))


def test_abolished_standards_give_inactive_jobs(tmp_path):
    assert write(tmp_path, plain(status="abolished")).endswith("|KITE TESTER 1|I\n")


def test_what_can_be_no_job_is_left_out_by_name(tmp_path):
    without_code, without_title = plain(number="1"), plain(number="2")
    without_code["classes"][0]["code"] = None
    without_title["classes"][0]["title"] = None
    tentative, long_title = plain(number="3", status="tentative"), titled("K" * 241, number="4")
    long_code = plain(number="5" * 31)
    text = write(tmp_path, without_code, without_title, tentative, long_title, long_code)
    assert text == HEAD
    assert left_out(tmp_path) == {
        "us-ny/1F/kite-tester-1": "no title code is printed",
        "us-ny/2F/2": "no title is printed",
        "us-ny/3T/3": "the standard is tentative, not final",
        "us-ny/4F/4": "the title is longer than 240 characters",
        f"us-ny/{'5' * 31}F/{'5' * 31}": "the code is longer than 30 characters",
    }


def test_of_two_claims_to_a_code_the_final_one_has_it(tmp_path):
    final, abolished = titled("NEW NAME"), plain(status="abolished")
    text = write(tmp_path, abolished, final)
    assert text.endswith("|9900100|NEW NAME|A\n")
    (line,) = (tmp_path / "left-out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "id": "us-ny/9900100A/9900100",
        "title": "KITE TESTER 1",
        "reason": "another class has its code",
        "instead": "us-ny/9900100F/9900100",
    }


def test_of_two_final_claims_the_first_document_has_the_code(tmp_path):
    other = titled("OTHER NAME") | {"id": "us-ny/9900100F~0a0b0c0d"}
    text = write(tmp_path, plain(), other)
    assert "KITE TESTER 1" in text
    assert "OTHER NAME" not in text
    assert list(faults(text)) == []
