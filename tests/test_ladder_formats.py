"""A small ladder to mermaid, dot, graphml and JSON."""

from __future__ import annotations

import json

import networkx as nx
import pytest

from pipeline.errors import ConfigurationError
from pipeline.ladder import draw, ladder, read_records
from tests.test_ladder import one, path, record, service


@pytest.fixture
def graph():
    return ladder(
        [
            record(
                "0900100",
                one("KITE TESTER 1", "0900100", 9),
                one("KITE TESTER 2", "0900200", 14, path(service("Kite Tester 1", ordinal=1))),
                one(
                    'HEAD "KITE" & BALLOON #1 <A>',
                    "0900300",
                    18,
                    path(service("Kite Tester 2", 24, ordinal=2)),
                    path(service("Rigger", 36), track="non_competitive"),
                ),
            )
        ]
    )


def test_mermaid_groups_a_series_and_puts_grade_and_months_where_they_belong(graph):
    assert draw(graph, form="mermaid").splitlines() == [
        "flowchart BT",
        '  subgraph s1["KITE TESTER"]',
        '    c_us_ny_0900100["KITE TESTER 1<br/>grade 9 · 0900100"]',
        '    c_us_ny_0900200["KITE TESTER 2<br/>grade 14 · 0900200"]',
        '    c_us_ny_0900300["HEAD #quot;KITE#quot; #amp; BALLOON #35;1 #lt;A#gt;'
        '<br/>grade 18 · 0900300"]',
        "  end",
        '  c_us_ny_rigger["Rigger"]',
        '  c_us_ny_0900100 -->|"12 months"| c_us_ny_0900200',
        '  c_us_ny_0900200 -->|"24 months"| c_us_ny_0900300',
        '  c_us_ny_rigger -->|"36 months, non-competitive"| c_us_ny_0900300',
        "  classDef named stroke-dasharray: 4 3",
        "  class c_us_ny_rigger named",
    ]


def test_mermaid_identifiers_stay_apart():
    graph = ladder([record("1", one("A/B CLERK"), one("A & B CLERK"), one("A.B CLERK"))])
    lines = draw(graph, form="mermaid").splitlines()
    identifiers = [
        line.split("[")[0].strip() for line in lines if "CLERK<" in line or 'CLERK"]' in line
    ]
    assert len(set(identifiers)) == len(identifiers)
    assert all(name.isascii() and name.replace("_", "").isalnum() for name in identifiers[1:])


def test_dot_quotes_what_a_title_may_hold(graph):
    drawn = draw(graph, form="dot")
    assert drawn.startswith("digraph ladder {\n  rankdir=BT;\n")
    assert (
        '"us-ny/0900300" [label="HEAD \\"KITE\\" & BALLOON #1 <A>\\ngrade 18 · 0900300"];' in drawn
    )
    assert '"us-ny/0900100" -> "us-ny/0900200" [label="12 months", style=solid];' in drawn
    assert '"us-ny/rigger" [label="Rigger", style=dashed];' in drawn
    assert drawn.count("{") == drawn.count("}")


def test_graphml_reads_back_with_codes_as_text(graph):
    again = nx.parse_graphml(draw(graph, form="graphml"))
    assert sorted(again) == sorted(graph)
    assert again.nodes["us-ny/0900100"]["code"] == "0900100"
    months = {edge.get("months") for *_, edge in again.edges(data=True)}
    assert months == {12, 24, 36, None}


def test_json_is_node_link_data_with_the_findings_beside(graph):
    data = json.loads(draw(graph, form="json"))
    assert [finding["code"] for finding in data["findings"]] == ["unknown-class"]
    again = nx.node_link_graph(data, edges="edges")
    assert list(again.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(again.edges) == list(graph.edges)


def test_supervision_is_bold_and_a_next_level_shows_only_where_no_step_joins_the_two():
    made = record(
        "1",
        one("KITE TESTER 1", "1"),
        one("KITE TESTER 2", "2"),
        one("KITE TESTER 3", "3", None, path(service("Kite Tester 2", ordinal=2))),
    )
    drawn = draw(ladder([made]), form="mermaid")
    assert '  c_us_ny_1 -.->|"next level"| c_us_ny_2' in drawn
    assert drawn.count("next level") == 1


def test_records_come_from_the_run_and_a_broken_line_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="is missing"):
        list(read_records(tmp_path))
    (tmp_path / "standards.jsonl").write_text(json.dumps(record("1")) + "\n\n{", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"jsonl:3: not JSON"):
        list(read_records(tmp_path))
