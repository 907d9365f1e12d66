"""Known edits of real records: each is reported as exactly that edit, either way round."""

from __future__ import annotations

import copy
import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import parse
from pipeline.cli import main
from pipeline.diff import NOT_COMPARED, diff_json, diff_page, diff_records, diff_text
from pipeline.diff.reading import number_of, pairs
from pipeline.diff.words import pieces
from tests.build_diff import class_, degree, experience, path, record, service

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "us-ny" / "documents"
NAMES = (
    "cyber-defense-analyst-short-labels.txt",
    "data-base-applications-programmer-quad.html",
    "document-keyboarding-secretary-revised-tentative.txt",
    "animal-health-veterinarian-word-export-anchors.html",
    "environmental-permit-analyst-quad.txt",
)
KIND_MIRRORED = {
    "added": "removed",
    "removed": "added",
    "changed": "changed",
    "reordered": "reordered",
}
VERDICT_MIRRORED = {"widens": "narrows", "narrows": "widens"}
PIECE_MIRRORED = {"gone": "new", "new": "gone", "same": "same"}


@pytest.fixture(scope="module")
def real():
    """Records of some documents of the corpus."""
    return [parse(DOCUMENTS / name).to_dict() for name in NAMES]


def said(old, new):
    """What is reported: field, kind and the values of each change."""
    return [(each.field, each.kind, each.old, each.new) for each in diff_records(old, new).changes]


def verdicts(old, new):
    return [(each.place, each.verdict) for each in diff_records(old, new).eligibility]


# Each edit changes a copy in place and returns what must be reported.


def duty_added(new, choose):
    duties = choose(new["classes"])["duties"]
    duty = {"text": "Winds 40 reels of unbreakable string.", "group": None, "depth": 0}
    duties.insert(choose(range(len(duties) + 1)), duty)
    return [("classes.duties", "added", None, duty)], []


def duty_removed(new, choose):
    duties = choose([each for each in new["classes"] if each["duties"]])["duties"]
    return [("classes.duties", "removed", duties.pop(choose(range(len(duties)))), None)], []


def duty_reworded(new, choose):
    duty = choose([each for c in new["classes"] for each in c["duties"]])
    old = duty["text"]
    duty["text"] = f"Zealously {old}"
    return [("classes.duties.text", "changed", old, duty["text"])], []


def duties_swapped(new, choose):
    duties = choose([each for each in new["classes"] if len(each["duties"]) > 1])["duties"]
    old = [each["text"] for each in duties]
    duties[0], duties[1] = duties[1], duties[0]
    return [("classes.duties", "reordered", old, [each["text"] for each in duties])], []


def grade_raised(new, choose):
    chosen = choose(new["classes"])
    old, grade = (
        chosen["grade"],
        {"raw": "GRADE 99", "scheme": "sg", "value": 99, "plan_code": "99"},
    )
    chosen["grade"] = grade
    return [("classes.grade", "changed" if old else "added", old, grade)], []


def class_gone(new, choose):
    gone = new["classes"].pop(choose(range(len(new["classes"]))))
    changes = [("classes", "removed", gone, None)]
    for section in new["sections"]:
        if section["class"] == gone["ordinal"]:
            changes.append(("sections.class", "removed", gone["ordinal"], None))
            section["class"] = None
    return changes, []


def class_come(new, choose):
    come = class_(path(experience(12)), title="KITE TESTER 1", ordinal=99)
    new["classes"].insert(choose(range(len(new["classes"]) + 1)), come)
    return [("classes", "added", None, come)], []


def paragraph_reworded(new, choose):
    texts = new["series"]["description"]
    index = choose(range(len(texts)))
    old, texts[index] = texts[index], f"{texts[index]} So it has always been."
    return [("series.description", "changed", old, texts[index])], []


def status_final(new, choose):
    old, new["status"] = new["status"], "abolished"
    return [("status", "changed", old, "abolished")], []


def date_revised(new, choose):
    date = {"raw": "Rev. 5/18", "value": "2018-05"}
    old, new["dates"]["revised"] = new["dates"]["revised"], date
    return [("dates.revised", "changed" if old else "added", old, date)], []


def section_renamed(new, choose):
    section = choose([each for each in new["sections"] if each["heading"]])
    old, section["heading"] = section["heading"], "WHAT KITES ARE FOR"
    return [("sections.heading", "changed", old, "WHAT KITES ARE FOR")], []


def note_added(new, choose):
    new["notes"].append("Kites are flown at one's own risk.")
    return [("notes", "added", None, "Kites are flown at one's own risk.")], []


def related_removed(new, choose):
    related = new["related_classes"]
    if not related:
        return [], []
    return [("related_classes", "removed", related.pop(choose(range(len(related)))), None)], []


def path_removed(new, choose):
    paths = choose([each for each in new["classes"] if each["qualifications"]])["qualifications"]
    tracks = [each["track"] for each in paths]
    alone = [i for i in range(len(paths)) if tracks.count(tracks[i]) == 1 and readable(paths[i])]
    gone = paths.pop(choose(alone))
    return [("classes.qualifications", "removed", gone, None)], [(gone["track"], "narrows")]


def branch_gained(new, choose):
    found = choose(single_paths(new))
    old = found["requirement"]
    extra = {"type": "physical", "text": "arms that can hold a kite in a gale"}
    found["requirement"] = {"op": "any", "of": [old, extra], "text": found["text"]}
    changed = ("classes.qualifications.requirement", "changed", old, found["requirement"])
    return [changed], [(found["track"], "widens")]


def condition_gained(new, choose):
    found = choose(single_paths(new))
    old = found["requirement"]
    extra = {"type": "physical", "text": "arms that can hold a kite in a gale"}
    found["requirement"] = {"op": "all", "of": [old, extra], "text": found["text"]}
    changed = ("classes.qualifications.requirement", "changed", old, found["requirement"])
    return [changed], [(found["track"], "narrows")]


def months_doubled(new, choose):
    found = choose([each for each in single_paths(new) if each["requirement"].get("months")])
    old = copy.deepcopy(found["requirement"])
    found["requirement"]["months"] *= 2
    changed = ("classes.qualifications.requirement", "changed", old, found["requirement"])
    return [changed], [(found["track"], "narrows")]


def anywhere(new, kind):
    """Paths that are alone in their track, each with every leaf of a kind in its tree."""
    for found in single_paths(new):
        for leaf in leaves_of(found["requirement"]):
            if leaf["type"] == kind:
                yield found, leaf


def leaves_of(node):
    if "op" not in node:
        return [node]
    return [leaf for child in node["of"] for leaf in leaves_of(child)]


def leaf_edited(new, choose, kind, member, value, verdict):
    """Another value of one leaf, however deep; `value` makes it of the old one."""
    options = [both for both in anywhere(new, kind) if value(both[1][member]) is not None]
    if not options:
        return [], []
    found, leaf = choose(options)
    old = copy.deepcopy(found["requirement"])
    leaf[member] = value(leaf[member])
    changed = ("classes.qualifications.requirement", "changed", old, found["requirement"])
    return [changed], [(found["track"], verdict)]


LOWER = {"bachelor": "associate", "master": "bachelor", "doctorate": "master"}


def degree_lowered(new, choose):
    return leaf_edited(new, choose, "education", "level", LOWER.get, "widens")


def field_gained(new, choose):
    def more(fields):
        return [*fields, "Kite Building"] if fields else None

    return leaf_edited(new, choose, "education", "fields", more, "widens")


def field_demanded(new, choose):
    def one(fields):
        return None if fields else ["Kite Building"]

    return leaf_edited(new, choose, "education", "fields", one, "narrows")


def service_shortened(new, choose):
    return leaf_edited(new, choose, "service", "months", lambda months: months - 1, "widens")


def experience_lengthened(new, choose):
    return leaf_edited(new, choose, "experience", "months", lambda months: months + 12, "narrows")


EDITS = (
    duty_added,
    duty_removed,
    duty_reworded,
    duties_swapped,
    grade_raised,
    class_gone,
    class_come,
    paragraph_reworded,
    status_final,
    date_revised,
    section_renamed,
    note_added,
    related_removed,
    path_removed,
    branch_gained,
    condition_gained,
    degree_lowered,
    field_gained,
    field_demanded,
    service_shortened,
    experience_lengthened,
    months_doubled,
)


def readable(found):
    return found["requirement"] is not None and not found.get("unparsed")


def single_paths(new):
    """Readable paths that are alone in their track and have no physical condition yet."""
    for each in new["classes"]:
        tracks = [found["track"] for found in each["qualifications"]]
        for found in each["qualifications"]:
            if readable(found) and tracks.count(found["track"]) == 1:
                yield found


def chooser(seed):
    chance = random.Random(seed)
    return lambda options: chance.choice(list(options))


def mirrored(found):
    """A comparison as JSON, turned round, in an order of its own."""
    for document in found["documents"]:
        document["id"] = turned(document["id"])
        for change in document["changes"]:
            change["kind"] = KIND_MIRRORED[change["kind"]]
            change["old"], change["new"] = change["new"], change["old"]
            change["class"], change["pointers"] = (
                turned(change["class"]),
                turned(change["pointers"]),
            )
            change["words"] = turned_words(change.get("words", []))
        for each in document["eligibility"]:
            each["class"] = turned(each["class"])
            each["verdict"] = VERDICT_MIRRORED.get(each["verdict"], each["verdict"])
            each["loses"], each["gains"] = each["gains"], each["loses"]
            each["lost"], each["gained"] = each["gained"], each["lost"]
    return found


def turned(pair):
    return pair and {"old": pair["new"], "new": pair["old"]}


def turned_words(words):
    """Runs turned round, what is gone first again."""
    found: list[list[str]] = []
    for kind, text in ([PIECE_MIRRORED[kind], text] for kind, text in words):
        if kind == "gone" and found and found[-1][0] == "new":
            found.insert(len(found) - 1, [kind, text])
        else:
            found.append([kind, text])
    return found


def comparable(found):
    """A comparison as JSON whose lists have one order."""
    for document in found["documents"]:
        for change in document["changes"]:
            change.setdefault("words", [])
            if change["kind"] == "reordered":
                change["old"], change["new"] = map(tuple, (change["old"], change["new"]))
        for name in ("changes", "eligibility"):
            document[name].sort(key=lambda each: json.dumps(each, sort_keys=True))
    found.pop("summary")
    return found


def compared(old, new):
    return diff_json([diff_records(old, new)])


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_an_edit_is_reported_as_that_edit(real, name, edit):
    """Twice with other choices: the changes and the verdicts are those made, and no others."""
    old = real[NAMES.index(name)]
    for seed in ("one", "two"):
        new = copy.deepcopy(old)
        changes, decided = edit(new, chooser(f"{seed} {name}"))
        assert said(old, new) == changes
        assert verdicts(old, new) == decided


@pytest.mark.parametrize("name", NAMES)
def test_several_edits_turned_round_are_the_mirror(real, name):
    """diff(A, B) turned round is diff(B, A)."""
    old = real[NAMES.index(name)]
    for seed in range(12):
        new, choose = copy.deepcopy(old), chooser(seed)
        for edit in choose([EDITS[:7], EDITS[7:13], EDITS[2:13], EDITS[:12:-1]]):
            edit(new, choose)
        found = comparable(mirrored(compared(old, new)))
        assert found == comparable(compared(new, old))


def test_different_standards_turned_round_are_the_mirror(real):
    """The mirror holds for records that have nothing to do with one another too."""
    for old, new in pairwise(real):
        assert comparable(mirrored(compared(old, new))) == comparable(compared(new, old))


def test_a_record_against_itself_gives_nothing(real):
    for each in real:
        found = diff_records(each, copy.deepcopy(each))
        assert (found.changes, found.eligibility, found.state) == ((), (), "unchanged")


def test_every_member_of_a_record_is_compared_or_named_as_not_compared(real):
    """A member that a record gains one day must be decided upon."""
    for name, value in real[0].items():
        new = {**real[0], name: "something else" if isinstance(value, str | None) else []}
        if name == "dates":
            continue  # an object of its own: date_revised
        if name in NOT_COMPARED:
            assert said(real[0], new) == []
        elif isinstance(value, str | None):
            assert [each[0] for each in said(real[0], new)] == [name]
        elif isinstance(value, list):
            assert len(said(real[0], new)) == len(value)


texts = st.lists(
    st.sampled_from(["a", "kite", "kites", "and", "flies", ",", "’s", " "]), max_size=9
)


@settings(deadline=None)
@given(texts, texts)
def test_pieces_join_to_both_texts_and_mirror(one, other):
    """Nothing is lost between the words, and the other way round is the mirror."""
    old, new = " ".join(one), " ".join(other)
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
    back = [[piece.kind, piece.text] for piece in pieces(new, old)]
    assert turned_words([[piece.kind, piece.text] for piece in found]) == back


paragraphs = st.lists(
    st.sampled_from(["flies kites", "flies big kites", "mends kites", "mends reels", "sails"]),
    max_size=6,
)


@settings(deadline=None)
@given(paragraphs, paragraphs)
def test_any_two_lists_mirror(one, other):
    """Repeated, reordered and reworded paragraphs too."""
    old, new = record(notes=one), record(notes=other)
    assert comparable(mirrored(compared(old, new))) == comparable(compared(new, old))
    assert said(old, old) == []


def test_classes_are_paired_by_code_then_by_title():
    """A class keeps its identity under another title, and under another code."""
    old = record(class_(), class_(title="KITE TESTER 2", code="9900200", ordinal=2))
    new = record(
        class_(title="KITE EXAMINER 1"), class_(title="Kite Tester 2", code="9900300", ordinal=2)
    )
    assert said(old, new) == [
        ("classes.title", "changed", "KITE TESTER 1", "KITE EXAMINER 1"),
        ("classes.title", "changed", "KITE TESTER 2", "Kite Tester 2"),
        ("classes.code", "changed", "9900200", "9900300"),
    ]
    names = [change.class_ for change in diff_records(old, new).changes]
    assert names[0] == ("9900100 KITE TESTER 1", "9900100 KITE EXAMINER 1")


def test_a_class_before_the_others_moves_no_section():
    """Sections follow their class, whatever its ordinal has become."""
    section = {"kind": "duties", "heading": "DUTIES", "level": 2, "class": 1, "text": []}
    old = record(class_(), sections=[section])
    first = class_(title="KITE TRAINEE", code="9900050")
    new = record(first, class_(ordinal=2), sections=[{**section, "class": 2}])
    assert said(old, new) == [("classes", "added", None, first)]


def test_pointers_lead_to_both_values():
    """Each side has a pointer of its own; what is not there has none."""
    duties = [
        {"text": text, "group": None, "depth": 0} for text in ("Flies kites.", "Mends reels.")
    ]
    reworded = [{**duties[1], "text": "Mends old reels."}]
    (gone, changed) = sorted(
        diff_records(record(class_(duties=duties)), record(class_(duties=reworded))).changes,
        key=lambda change: change.kind,
        reverse=True,
    )
    assert gone.pointers == ("/classes/0/duties/0", None)
    assert changed.pointers == ("/classes/0/duties/1/text", "/classes/0/duties/0/text")
    assert [(piece.kind, piece.text) for piece in changed.pieces] == [
        ("same", "Mends"),
        ("new", " old"),
        ("same", " reels."),
    ]


def test_records_are_paired_by_number_without_status():
    """Equal ids first; what is left of one number belongs together in the order of the ids."""
    names = {
        "old": ["us-ny/9900100F", "us-ny/9900100T", "us-ny/8800100T", "us-ny/kite-draft"],
        "new": ["us-ny/9900100F", "us-ny/8800100F", "us-ny/8800100F~0123abcd", "us-ny/kite-draf"],
    }
    sides = {
        side: {
            name: record(id=name, standard_number=None if "kite" in name else name[6:13])
            for name in listed
        }
        for side, listed in names.items()
    }
    found = [tuple(each and each["id"] for each in both) for both in pairs(*sides.values())]
    assert found == [
        ("us-ny/8800100T", "us-ny/8800100F"),
        (None, "us-ny/8800100F~0123abcd"),
        ("us-ny/9900100F", "us-ny/9900100F"),
        ("us-ny/9900100T", None),
        (None, "us-ny/kite-draf"),
        ("us-ny/kite-draft", None),
    ]
    assert number_of(sides["new"]["us-ny/8800100F~0123abcd"]) == "us-ny/8800100"


NASTY = "<script>alert('kite')</script> & \"more\""


def nasty():
    """Two records in which everything that can be read is hostile."""
    named = {"title": NASTY, "code": NASTY}
    old = record(class_(path(experience(24, NASTY)), **named), notes=["kites fly high"])
    new = record(
        class_(path(degree(NASTY, NASTY)), path(service(1, NASTY), track=NASTY), **named),
        notes=[f"kites fly high {NASTY}"],
        footnotes=[{"marker": NASTY, "text": NASTY}],
        status=NASTY,
        id=NASTY,
    )
    return diff_records(old, new)


def test_the_page_escapes_everything_and_needs_nothing_else():
    page = diff_page([nasty()])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not any(word in page for word in ("src=", "href=", "url(", "@import"))


def test_what_differs_shows_in_the_text():
    """Signs for what came, went and changed, the words that differ, and the verdict."""
    old = record(class_(path(experience(24))), id="us-ny/9900100T", status="tentative")
    new = record(class_(path(experience(12))), notes=["Fly safely."])
    assert diff_text([diff_records(old, new)]).splitlines() == [
        "us-ny/9900100T → us-ny/9900100F  changed",
        "  the standard",
        "    ~ status: [-tentative-]{+final+}",
        "    + notes: Fly safely.",
        "  9900100 KITE TESTER 1",
        "    ~ qualifications requirement (open competitive):",
        "        - 24 months of experience in testing kites",
        "        + 12 months of experience in testing kites",
        "    = open competitive: widens: more people are eligible",
        "        - 24 months of experience in testing kites",
        "        + 12 months of experience in testing kites",
        "",
        "documents: 1 changed",
        "changes: 1 added, 2 changed",
        "eligibility: 1 widens",
    ]


def test_long_texts_are_cut_and_orders_are_shown():
    """Of the words that stay some are shown on each side; items that moved are listed twice."""
    begin, end = "one two three four five six", "seven eight nine ten eleven twelve"
    note = {"notes": [f"{begin} {end} KITE {begin} {end} SAIL {begin} {end}", "sails", "reels"]}
    new = [note["notes"][0].replace("KITE", "REEL").replace(" SAIL", ""), "reels", "sails"]
    lines = diff_text([diff_records(record(**note), record(notes=new))]).splitlines()
    assert lines[2:4] == [
        "    ~ notes: … nine ten eleven twelve [-KITE-] {+REEL+} one two three four … "
        "nine ten eleven twelve [-SAIL-] one two three four …",
        "    ↕ notes:",
    ]
    assert lines[4].endswith("; sails; reels")
    assert lines[5].endswith("; reels; sails")


def manual_example():
    """The tentative and the final standard of the manual."""
    law = degree("bachelor", "Law")
    either = {"op": "any", "text": "either", "of": [law, experience(72, "kite testing")]}
    more = degree("bachelor", "Law", "Meteorology")
    new_either = {"op": "any", "text": "either", "of": [more, experience(48, "kite testing")]}
    duty = {"text": "Flies kites in moderate wind.", "group": None, "depth": 0}
    reports = {"text": "Writes reports on torn sails.", "group": None, "depth": 0}
    old = record(
        class_(
            path(either, text="a bachelor's degree in Law; or six years of kite testing."),
            path(service(12, "Kite Clerk 2"), track="promotion", text="one year as Kite Clerk 2."),
            duties=[duty],
        ),
        id="us-ny/9900100T",
        status="tentative",
    )
    promoted = service(12, "Kite Clerk 2", status="permanent_competitive")
    text = "a bachelor's degree in Law or Meteorology; or four years of kite testing."
    new = record(
        class_(
            path(new_either, text=text),
            path(
                promoted, track="promotion", text="one year of competitive service as Kite Clerk 2."
            ),
            duties=[duty, reports],
        )
    )
    return diff_records(old, new)


def test_the_example_of_the_manual_is_what_is_printed():
    manual = (Path(__file__).parents[1] / "docs" / "diff.md").read_text(encoding="utf-8")
    assert diff_text([manual_example()]) in manual


@pytest.fixture
def folders(tmp_path):
    """Two outputs: one with a file a record, one with all records in one file."""
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "records" / "us-ny").mkdir(parents=True)
    new.mkdir()
    tentative = record(class_(path(degree("master"))), id="us-ny/9900100T", status="tentative")
    final = record(class_(path(degree("bachelor"))))
    other = record(id="us-ny/8800100F", standard_number="8800100")
    (old / "records" / "us-ny" / "9900100T.json").write_text(json.dumps(tentative))
    lines = [json.dumps(final), json.dumps(other)]
    (new / "standards.jsonl").write_text("\n".join(lines) + "\n")
    return old, new


def test_the_command_compares_outputs(folders, capsys):
    """Tentative meets final; a standard of one side alone is named; the exit code is 0."""
    assert main(["diff", *map(str, folders), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["summary"]["documents"] == {
        "added": 1,
        "removed": 0,
        "changed": 1,
        "unchanged": 0,
    }
    assert found["summary"]["eligibility"]["widens"] == 1
    assert [document["id"] for document in found["documents"]] == [
        {"old": None, "new": "us-ny/8800100F"},
        {"old": "us-ny/9900100T", "new": "us-ny/9900100F"},
    ]


def test_the_command_compares_two_records_and_writes_a_page(folders, tmp_path, capsys):
    old = folders[0] / "records" / "us-ny" / "9900100T.json"
    new = tmp_path / "final.json"
    new.write_text(json.dumps(record(class_(path(degree("doctorate"))))))
    assert main(["diff", str(old), str(new), "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert '<div class="verdict narrows">' in page


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("old", "new/standards.jsonl", "compare two records or two folders"),
        ("old", "empty", "no records in"),
        ("bad.json", "bad.json", "not JSON"),
        ("list.json", "list.json", "not a record"),
        ("absent.json", "list.json", "cannot be read"),
        ("twice", "new", "two records of"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(folders, capsys, old, new, message):
    root = folders[0].parent
    (root / "empty").mkdir()
    (root / "twice").mkdir()
    (root / "twice" / "standards.jsonl").write_text(f"{json.dumps(record())}\n" * 2)
    (root / "bad.json").write_text("{")
    (root / "list.json").write_text("[]")
    assert main(["diff", str(root / old), str(root / new)]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
