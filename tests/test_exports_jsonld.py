"""A class is an `Occupation`: schema.org says what it can, text says the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyld import jsonld

from pipeline.sinks.exports import FORMATS
from pipeline.sinks.exports.asked import asked
from pipeline.sinks.exports.jsonld import occupations
from tests.build_exports import branch, degree, experience, leaf, path, plain, records

SCHEMA = "https://schema.org/"
THING = {"name", "description", "disambiguatingDescription", "identifier"}
PROPERTIES = {
    "Occupation": THING
    | {"educationRequirements", "experienceRequirements", "qualifications", "responsibilities"}
    | {"occupationalCategory", "occupationLocation"},
    "PropertyValue": THING | {"propertyID", "value"},
    "CategoryCode": THING | {"codeValue", "inCodeSet"},
    "AdministrativeArea": THING,
    "OccupationalExperienceRequirements": THING | {"monthsOfExperience"},
    "EducationalOccupationalCredential": THING
    | {"credentialCategory", "educationalLevel", "about"},
}
"""The properties that schema.org gives to each type, as far as they are used."""

BACHELOR = degree("bachelor", "a bachelor's degree in kites", fields=("kites",))
TWO_YEARS = experience(24, "two years of flying")
PILOT = leaf("license", "a pilot license", name="pilot license")


def node(*paths: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The node of a class with these paths."""
    record = plain(**changed)
    record["classes"][0]["qualifications"] = list(paths)
    (made,) = occupations(record)
    return made


def test_the_file_expands_without_a_network(tmp_path):
    def refuse(url, options):
        raise AssertionError(f"{url} was asked for")

    FORMATS["jsonld"](records(), tmp_path)
    document = json.loads((tmp_path / "occupations.jsonld").read_text(encoding="utf-8"))
    expanded = jsonld.expand(document, {"documentLoader": refuse})
    assert [one["@type"] for one in expanded] == [[f"{SCHEMA}Occupation"]] * 2
    assert [one["@id"] for one in expanded] == [
        "urn:x-standard:us-ny/9900100F/9900100",
        "urn:x-standard:us-ny/9900200F/9900200",
    ]
    (months,) = expanded[0][f"{SCHEMA}experienceRequirements"]
    assert months[f"{SCHEMA}monthsOfExperience"] == [{"@value": 12}]
    assert expanded[0][f"{SCHEMA}name"] == [{"@value": "KITE TESTER 1"}]


def test_every_property_belongs_to_its_type():
    tree = branch("all", BACHELOR, TWO_YEARS, PILOT)
    group = {"code": "99", "name": "Wind"}
    series = {"title": None, "occupational_group": group, "description": ["They fly."]}
    made = node(path("open_competitive", "all of it.", tree), series=series)
    assert set(made) - {"@id", "@type"} == PROPERTIES["Occupation"]
    _belong(made)


def _belong(value):
    if isinstance(value, list):
        for one in value:
            _belong(one)
    elif isinstance(value, dict):
        names = {name for name in value if not name.startswith("@")}
        assert names <= PROPERTIES[value["@type"]]
        for one in value.values():
            _belong(one)


def test_what_all_must_have_is_data():
    made = node(path("open_competitive", "all of it.", branch("all", BACHELOR, TWO_YEARS, PILOT)))
    assert made["educationRequirements"] == [
        {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "bachelor degree",
            "educationalLevel": "bachelor",
            "about": ["kites"],
            "description": "a bachelor's degree in kites",
        }
    ]
    assert made["experienceRequirements"] == [
        {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": 24,
            "description": "two years of flying",
        }
    ]
    assert made["qualifications"] == [
        "Open-Competitive: all of it.",
        {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "license",
            "name": "pilot license",
            "description": "a pilot license",
        },
    ]


def test_alternatives_are_text_alone():
    made = node(path("open_competitive", "either.", branch("any", BACHELOR, TWO_YEARS)))
    assert made["qualifications"] == ["Open-Competitive: either."]
    assert not {"educationRequirements", "experienceRequirements"} & set(made)


def test_what_both_alternatives_ask_for_is_data():
    either = branch("any", branch("all", BACHELOR, PILOT), branch("all", TWO_YEARS, PILOT))
    made = node(path("open_competitive", "either.", either))
    assert [one["name"] for one in made["qualifications"][1:]] == ["pilot license"]


def test_beside_a_promotion_the_open_way_is_data_and_says_so():
    service = leaf("service", "one year as a Kite Tester 1", months=12, title="Kite Tester 1")
    ways = (path("promotion", "one year.", service), path("open_competitive", "two.", TWO_YEARS))
    (months,) = node(*ways)["experienceRequirements"]
    assert months["monthsOfExperience"] == 24
    assert months["disambiguatingDescription"] == "Open-Competitive"


def test_service_is_experience_where_promotion_is_the_only_way():
    service = leaf("service", "one year as a Kite Tester 1", months=12, title="Kite Tester 1")
    (months,) = node(path("promotion", "one year.", service))["experienceRequirements"]
    assert months["monthsOfExperience"] == 12
    assert "disambiguatingDescription" not in months


def test_a_path_that_was_not_read_leaves_nothing_certain():
    ways = (path("open_competitive", "a", TWO_YEARS), path("open_competitive", "b", None))
    assert asked(ways) == []


def test_two_paths_that_ask_the_same_in_other_words_agree():
    other = {**TWO_YEARS, "text": "24 months of flying"}
    assert asked([path("a", "a", TWO_YEARS), path("b", "b", other)]) == [TWO_YEARS]


@pytest.mark.parametrize(
    "tree",
    [
        degree("some_college", "sixty credits"),
        degree("guild", "a guild degree"),
        experience(None, "some flying"),
        leaf("physical", "good sight"),
    ],
)
def test_what_schema_org_has_no_word_for_stays_text(tree):
    made = node(path("open_competitive", "words.", tree))
    assert made["qualifications"] == ["Open-Competitive: words."]
    assert not {"educationRequirements", "experienceRequirements"} & set(made)


def test_several_fields_are_alternatives_and_stay_text():
    tree = degree("bachelor", "a degree in kites or wind", fields=("kites", "wind"))
    (credential,) = node(path("open_competitive", "words.", tree))["educationRequirements"]
    assert "about" not in credential
    assert credential["description"] == "a degree in kites or wind"


def test_footnotes_and_substitutions_stand_with_the_paths_they_qualify():
    notes = [{"marker": "*", "text": "Outdoors."}, {"marker": "**", "text": "Of duties."}]
    rule: dict[str, Any] = {
        "text": "A degree may replace it.",
        "replaces": None,
        "with": None,
        "rules": [],
    }
    starred = path("open_competitive", "two years*.", TWO_YEARS, footnotes=("*",))
    made = node(starred, footnotes=notes, substitutions=[rule])
    assert made["qualifications"] == [
        "Open-Competitive: two years*.",
        "* Outdoors.",
        "Substitution: A degree may replace it.",
    ]


def test_a_name_is_a_legal_iri_whatever_the_class_is_called():
    record = plain()
    record["classes"][0] |= {"code": None, "title": None}
    (made,) = occupations(record)
    assert made["@id"] == "urn:x-standard:us-ny/9900100F/%231"
    assert not {"name", "identifier"} & set(made)
