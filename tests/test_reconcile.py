"""Records are joined with an official title list both ways, and every difference is named."""

from __future__ import annotations

import csv
import io
import json

import pytest

from pipeline import ConfigurationError
from pipeline.cli import main
from pipeline.reconcile import KINDS, read_columns, read_listing, reconcile
from pipeline.reconcile.names import abbreviates, agree, score

NY = "code=Title Code,title=Title Name,grade=Grade"
LISTING = """Title Code,Title Name,Grade,Negotiating Unit
9900100,Kite Tester 1,18,05
9900200,"Kite Tester 2, Night",20,05
0880100,Asst Dir Of The Kite Office,64,06
7700100,Rigger,09,02
6600100,Balloon Pilot,NS,06
"""


def one(title, code, *, grade=None, alternate=None, ordinal=1):
    """A class as a record holds it, as far as a listing is concerned."""
    codes = [{"scheme": "ca-schematic", "value": alternate}] if alternate else []
    return {
        "ordinal": ordinal,
        "title": title,
        "code": code,
        "grade": grade,
        "alternate_codes": codes,
    }


def grade(raw, value, plan_code):
    return {"raw": raw, "scheme": "sg", "value": value, "plan_code": plan_code}


def record(name, *classes):
    return {"id": f"us-ny/{name}", "jurisdiction": "us-ny", "classes": list(classes)}


RECORDS = [
    record("9900100F", one("KITE TESTER 1", "9900100", grade=grade("GRADE 18", 18, "18"))),
    record("9900200F", one("KITE TESTER 2 (NIGHT)", "9900200", grade=grade("GRADE 21", 21, "21"))),
    record(
        "0880100F",
        one("ASSISTANT DIRECTOR OF THE KITE OFFICE", "0880100", grade=grade("M-4", 4, "64")),
    ),
    record("7700100F", one("KNOTTER", "7700100", grade=grade("GRADE 9", 9, "09"))),
    record("5500100F", one("PARACHUTE PACKER", "5500100")),
    record("pilots", one("BALLOON PILOT", None)),
    record("lost", one(None, "6600100")),
]


@pytest.fixture
def run(tmp_path):
    """The output folder of a run."""
    lines = (json.dumps(made) + "\n" for made in RECORDS)
    (tmp_path / "standards.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "listing.csv").write_text(LISTING, encoding="utf-8")
    return tmp_path


def found(records, listing, columns=NY):
    return reconcile(records, read_listing(listing, read_columns(columns)))


@pytest.mark.parametrize(
    ("short", "word"),
    [
        ("dir", "director"),
        ("commr", "commissioner"),
        ("asst", "assistant"),
        ("pgm", "program"),
        ("spec", "specialist"),
        ("svcs", "services"),
        ("admnv", "administrative"),
    ],
)
def test_an_abbreviation_is_known_by_its_shape(short, word):
    """Cut off, or contracted with its last letter kept."""
    assert abbreviates(short, word)
    assert not abbreviates(word, short)


@pytest.mark.parametrize(
    ("short", "word"),
    [
        ("asst", "associate"),  # an `asst` ends in t, an associate does not
        ("ii", "iii"),
        ("1", "12"),
        ("or", "operator2"),
        ("a", "assistant"),
        ("rector", "director"),
        ("clerk", "clerk"),
        ("office", "officer"),
        ("account", "accountant"),
        ("correction", "corrections"),
        ("marshal", "marshall"),
    ],
)
def test_other_words_are_no_abbreviations(short, word):
    assert not abbreviates(short, word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DIRECTOR OF THE BUDGET", "Dir Of The Budget"),
        ("ASSISTANT COMMISSIONER FOR KITES", "Asst Commr Kites"),
        ("KITE PROGRAM SPECIALIST 2 (SPANISH LANGUAGE)", "Kite Pgm Spec 2 Spanish Lang"),
        ("INFORMATION TECHNOLOGY SPECIALIST 2", "IT Spec 2"),
        ("CLERK/TYPIST", "Clerk - Typist"),
        ("DATA BASE TESTER", "Database Tester"),
        ("TESTER'S HELPER", "Testers Helper"),
        ("KITE TESTER, C.E.A.", "Kite Tester CEA"),
    ],
)
def test_one_title_in_two_spellings_agrees(one, other):
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KITE TESTER 1", "Kite Tester 2"),
        ("KITE TESTER II", "Kite Tester III"),
        ("KITE TESTER", "Kite Tester Trainee"),
        ("ASSOCIATE KITE TESTER", "Asst Kite Tester"),
        ("TESTER, KITES", "Kites Tester"),
        ("KITE TESTER", ""),
    ],
)
def test_titles_of_other_words_differ(one, other):
    assert not agree(one, other)
    assert not agree(other, one)


def test_the_score_looks_past_order_and_abbreviation():
    assert score("TESTER, KITES", "Kites Tester") == 1.0
    assert score("ASSISTANT KITE TESTER", "Asst Balloon Tester") > score("RIGGER", "Cook")
    assert score("RIGGER", "Kite Tester") < 0.5


def test_every_kind_of_difference_is_found():
    """Both ways: what the listing does not know, and what no record defines."""
    result = found(RECORDS, LISTING + "4400100,Winch Operator,12,02\n")
    rows = [(f.kind, f.code, f.record, f.ours, f.listed) for f in result.findings]
    assert rows == [
        ("code-unlisted", "5500100", "us-ny/5500100F", "PARACHUTE PACKER", None),
        ("code-missing", None, "us-ny/pilots", "BALLOON PILOT", "6600100"),
        ("title-missing", "6600100", "us-ny/lost", None, "Balloon Pilot"),
        ("title-differs", "7700100", "us-ny/7700100F", "KNOTTER", "Rigger"),
        ("grade-differs", "9900200", "us-ny/9900200F", "21", "20"),
        ("class-undocumented", "4400100", None, None, "Winch Operator"),
    ]
    assert (result.classes, result.listed, result.joined) == (7, 6, 5)
    assert dict(result.compared) == {"title": 4, "grade": 4}
    assert dict(result.agreeing) == {"title": 3, "grade": 3}


def test_an_alternate_code_is_compared():
    """A schematic code agrees in any case, an O typed for a 0 too; none is not compared."""
    listing = "class_code,schematic_code,title\n0046,bo35,KITE TESTER\n0047,AD45,KITE HELPER\n"
    columns = "code=class_code,title=title,alternate=schematic_code"
    records = [
        record("0046", one("Kite Tester", "0046", alternate="B035")),
        record("0047", one("Kite Helper", "0047", alternate="AD54")),
    ]
    result = found(records, listing, columns)
    (finding,) = result.findings
    assert (finding.kind, finding.ours, finding.listed) == ("alternate-differs", "AD54", "AD45")
    assert result.compared["alternate"] == 2


def test_a_code_meets_the_code_a_spreadsheet_shortened():
    """`0046` is `46`; but where the listing has both, each code keeps its own row."""
    classes = [record("a", one("KITE TESTER", "0046"))]
    assert found(classes, "code,title\n46,Kite Tester\n", "code=code,title=title").findings == ()
    both = found(classes, "code,title\n46,Cook\n0046,Kite Tester\n", "code=code,title=title")
    assert [(f.kind, f.code) for f in both.findings] == [("class-undocumented", "46")]


def test_a_repeated_code_agrees_with_any_of_its_rows():
    """A listing with one row a title and agency repeats its codes."""
    listing = "code,title\n9900100,Rigger\n9900100,Kite Tester 1\n"
    result = found(RECORDS[:1], listing, "code=code,title=title")
    assert result.findings == ()
    assert result.listed == 1


@pytest.mark.parametrize(
    "text",
    [
        "title_code;title_name;grade\n9900100;Kite Tester 1;18\n",
        "\ufeffTITLE_CODE\ttitle_name\tgrade\r\n9900100\tKite Tester 1\t18\r\n",
        '"title_code","title_name","grade"\n"9900100","Kite Tester 1","18"\n\n',
        "title_code | title_name | grade\n9900100 | Kite Tester 1 | 18\n",
    ],
)
def test_any_dialect_is_read(text):
    columns = read_columns("code=title_code, title=title_name, grade=grade")
    (row,) = read_listing(text, columns)
    assert (row.code, row.title, row.grade) == ("9900100", "Kite Tester 1", "18")


@pytest.mark.parametrize("text", ["title=t", "code", "code=a,salary=b", "code=a,code=b", "code="])
def test_wrong_columns_are_a_usage_error(text):
    with pytest.raises(ConfigurationError):
        read_columns(text)


def test_a_missing_column_is_named_with_those_there_are():
    with pytest.raises(ConfigurationError, match="no column 'code'; there are: klass, title"):
        read_listing("klass,title\n1,Cook\n", {"code": "code"})


def test_the_command_shows_what_differs_and_exits_with_0(run, capsys):
    arguments = ["reconcile", str(run), "--listing", str(run / "listing.csv"), "--columns", NY]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "7 classes, 5 listed, 5 joined by code" in printed
    assert "title-differs, 1 times: " in printed
    assert "KNOTTER" in printed


def test_findings_fail_only_when_asked_to(run, capsys):
    arguments = ["reconcile", str(run), "--listing", str(run / "listing.csv"), "--columns", NY]
    assert main([*arguments, "--fail-on", "title-differs"]) == 1
    assert main([*arguments, "--fail-on", "alternate-differs,class-undocumented"]) == 0
    assert main([*arguments, "--fail-on", "any"]) == 1
    assert main([*arguments, "--fail-on", "weather"]) == 2
    assert "no kind 'weather'" in capsys.readouterr().err


def test_json_and_csv_hold_every_finding(run, capsys):
    arguments = ["reconcile", str(run), "--listing", str(run / "listing.csv"), "--columns", NY]
    assert main([*arguments, "--format", "json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert list(plain["counts"]) == list(KINDS)
    assert plain["fields"]["grade"] == {"compared": 4, "agreeing": 3}
    assert main([*arguments, "--format", "csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [line["kind"] for line in lines] == [f["kind"] for f in plain["findings"]]
    assert lines[0] == {
        "kind": "code-unlisted",
        "code": "5500100",
        "record": "us-ny/5500100F",
        "ordinal": "1",
        "ours": "PARACHUTE PACKER",
        "listed": "",
        "score": "",
    }


def test_only_one_jurisdiction_is_joined(run, capsys):
    arguments = ["reconcile", str(run), "--listing", str(run / "listing.csv"), "--columns", NY]
    assert main([*arguments, "--jurisdiction", "us-ca", "--format", "json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert (plain["classes"], plain["counts"]["class-undocumented"]) == (0, 5)


def test_a_listing_in_another_encoding_is_read(run, capsys):
    text = "code,title\n7700100,Prés Rigger\n"
    (run / "western.csv").write_bytes(text.encode("cp1252"))
    columns = "code=code,title=title"
    listing = str(run / "western.csv")
    main(["reconcile", str(run), "--listing", listing, "--columns", columns, "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert "Prés Rigger" in [finding["listed"] for finding in findings]


def test_no_records_and_no_listing_are_told_apart(run, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    arguments = ["--listing", str(run / "listing.csv"), "--columns", NY]
    assert main(["reconcile", str(tmp_path / "empty"), *arguments]) == 3
    assert main(["reconcile", str(run), "--listing", "absent.csv", "--columns", NY]) == 2
    assert "absent.csv" in capsys.readouterr().err
