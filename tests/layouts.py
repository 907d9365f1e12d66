"""Small specifications in layouts of jurisdictions without a profile; every word is invented."""

from __future__ import annotations

from dataclasses import dataclass

from tests.build_docx import build_docx, paragraph, run
from tests.build_docx import table as word_table
from tests.build_html import build_html, link_list, table
from tests.build_pdf import BOLD, at, pdf, wrapped


@dataclass(frozen=True)
class Layout:
    """A document and what a person reads in it: one list of duties, one way to qualify."""

    data: bytes
    title: str
    code: str | None
    duties: tuple[str, ...]
    qualification: str


_COUNTY = """KITE COUNTY DEPARTMENT OF PERSONNEL

Jurisdictional Class: Competitive
Adopted: 3/14/1995
Code No. 04-2110

SENIOR KITE INSPECTOR

DISTINGUISHING FEATURES OF THE CLASS: This is a technical position responsible for
the inspection of kites flown in county parks. The work is performed under the
general supervision of the Director of Kites. Does related work as required.

TYPICAL WORK ACTIVITIES: (Illustrative only)

Inspects kites, lines and reels in county parks;
Answers complaints of citizens about kites;
Assigns work to Kite Inspectors and reviews it.

FULL PERFORMANCE KNOWLEDGES, SKILLS, ABILITIES AND PERSONAL CHARACTERISTICS: Good
knowledge of kites and of wind; tact; physical condition commensurate with the work.

MINIMUM QUALIFICATIONS: Either:
(A) Graduation from a college with an associate's degree in aeronautics; OR
(B) Graduation from high school and four (4) years of experience in kites.

SPECIAL REQUIREMENT FOR APPOINTMENT: Possession of a driver's license.

NOTE: Candidates must be residents of the county.
"""

_NEW_JERSEY = """JOB SPECIFICATION
KITE EXAMINER 1

DEFINITION:

Under direction of a supervisory official, examines kites submitted for licensing.

NOTE: The examples of work for this title are for illustrative purposes only.

EXAMPLES OF WORK:

Examines applications for kite licenses.

Takes the lead over a group of examiners.

REQUIREMENTS:

EDUCATION:

Graduation from an accredited college with a Bachelor's degree.

NOTE: Applicants may substitute additional experience on a year-for-year basis.

EXPERIENCE:

Three (3) years of experience in the examination of kites.

KNOWLEDGE AND ABILITIES:

Knowledge of the laws that govern kites.

Title Code: 50999
"""

_FEDERAL = """Position Classification Standard for Kite Testing Series, GS-0999

SERIES DEFINITION

This series includes positions that involve testing kites for safety.

EXCLUSIONS

Positions that involve flying kites are classified in the Kite Flying Series, GS-0998.

MAJOR DUTIES

Tests kites in wind tunnels.

Reports what was found.

QUALIFICATION STANDARDS

One year of experience in testing, or a bachelor's degree in aeronautics.
"""

_CITY = """CITY OF GULLHAVEN
CLASS SPECIFICATION

KITE PROGRAM COORDINATOR                                   Class Code: 2.417
                                                           FLSA: Exempt

DEFINITION

Under general direction, plans and coordinates the City's kite program.

SUPERVISION RECEIVED AND EXERCISED

Receives general direction from the Director of Recreation.

ESSENTIAL JOB FUNCTIONS (Other duties may be assigned)

1. Plans, schedules and promotes kite festivals.
2. Recruits and trains volunteers.

MINIMUM QUALIFICATIONS

Two years of experience in recreation and a valid driver's license.

WORKING CONDITIONS

Work is performed outdoors in wind.
"""

_STATE = """STATE OF MERIDIAN
CLASS TITLE: KITE REGULATORY OFFICER 3          CLASS CODE: 21134
EFFECTIVE DATE: 10/01/1999                      PAY GRADE: 17

CHARACTERISTICS OF THE CLASS:
Under general supervision, regulates kites statewide.

EXAMPLES OF IMPORTANT JOB FUNCTIONS:
Reviews permits.
Inspects festivals.

MINIMUM TRAINING AND EXPERIENCE:
Two years of experience in regulation.
"""

_BULLETIN = """City of Portwell
Examination Announcement

HARBOR KITE PILOT (Class No. 9312)
Salary: $4,210 - $5,118 monthly
Opening Date: March 3, 2020
Closing Date: March 24, 2020

THE POSITION
Harbor Kite Pilots guide the towing kites of ships that enter the harbor.

TYPICAL DUTIES
Boards ships at sea, checks towing kites and directs crews under tow.

REQUIREMENTS
1. Five years of experience as an officer of a ship; and
2. A valid pilot's license.

HOW TO APPLY
File your application at the Civil Service office.
"""

_TEXAS = build_html(
    table(
        ("Class Title:", "Kite Technician I"),
        ("Class Code:", "0912"),
        ("Salary Group:", "A11"),
    ),
    "<h2>GENERAL DESCRIPTION</h2><p>Performs entry-level kite repair work.</p>",
    "<h2>EXAMPLES OF WORK PERFORMED</h2>",
    "<ul><li>Mends torn sails with tape.</li><li>Records repairs in a log.</li></ul>",
    "<h2>GENERAL QUALIFICATION GUIDELINES</h2><h3>EXPERIENCE AND EDUCATION</h3>",
    "<p>One year of experience in the repair of kites.</p>",
    "<h3>KNOWLEDGE, SKILLS, AND ABILITIES</h3><ul><li>Knowledge of sail cloth.</li></ul>",
)

_SITE = build_html(
    link_list(),
    "<h1>Kite Analyst II</h1>",
    table(("Class Code", "Salary", "Bargaining Unit"), ("K2207", "$38.10 Hourly", "Local 9")),
    "<h2>Description</h2><p>Under supervision, analyzes kites.</p>",
    "<h2>Examples of Duties</h2><ul><li>Analyzes kite data.</li><li>Writes reports.</li></ul>",
    "<h2>Minimum Qualifications</h2>",
    "<p><strong>Education:</strong> Bachelor's degree in statistics.</p>",
    "<p><strong>Experience:</strong> Two years of analytical experience.</p>",
    "<h2>Supplemental Information</h2><p>May require work on weekends.</p>",
    title="Kite Analyst II",
)


def _bold(text: str) -> str:
    return paragraph(run(text, "<w:b/>"))


_WORD = build_docx(
    _bold("KITE SPECIALIST 2"),
    word_table(("Job Code", "143K"), ("Job Family", "Aeronautics")),
    _bold("Definition"),
    paragraph(run("Independently tests kites for state agencies.")),
    _bold("Typical Work"),
    paragraph(run("Plans and conducts wind-tunnel tests of kites.")),
    paragraph(run("Writes test reports.")),
    _bold("Minimum Qualifications"),
    paragraph(run("A Bachelor's degree in aeronautics AND one year of testing.")),
    _bold("Class Specification History"),
    paragraph(run("New class: 5-1-69.")),
)

_PRINTED = pdf(
    [
        *at(100, "KITE DISPATCHER", font=BOLD, size=14),
        *at(120, "Spec. Number: 1204", font=BOLD),
        *at(160, "NATURE OF WORK", font=BOLD),
        *wrapped("This is responsible work in the dispatch of crews that free kites.", 180),
        *at(220, "DUTIES AND RESPONSIBILITIES", font=BOLD),
        *at(240, "Answers calls about kites in distress."),
        *at(270, "Sends crews by radio."),
        *at(310, "MINIMUM REQUIREMENTS", font=BOLD),
        *at(330, "High school diploma and one year of experience in dispatching."),
    ]
)

LAYOUTS: dict[str, Layout] = {
    "new-york-county.txt": Layout(
        _COUNTY.encode(),
        "SENIOR KITE INSPECTOR",
        "04-2110",
        (
            "Inspects kites, lines and reels in county parks;",
            "Answers complaints of citizens about kites;",
            "Assigns work to Kite Inspectors and reviews it.",
        ),
        "Either: Graduation from a college with an associate's degree in aeronautics; OR "
        "Graduation from high school and four (4) years of experience in kites.",
    ),
    "new-jersey.txt": Layout(
        _NEW_JERSEY.encode(),
        "KITE EXAMINER 1",
        "50999",
        ("Examines applications for kite licenses.", "Takes the lead over a group of examiners."),
        "EDUCATION: Graduation from an accredited college with a Bachelor's degree. "
        "EXPERIENCE: Three (3) years of experience in the examination of kites.",
    ),
    "federal.txt": Layout(
        _FEDERAL.encode(),
        "Kite Testing Series",
        "GS-0999",
        ("Tests kites in wind tunnels.", "Reports what was found."),
        "One year of experience in testing, or a bachelor's degree in aeronautics.",
    ),
    "city.txt": Layout(
        _CITY.encode(),
        "KITE PROGRAM COORDINATOR",
        "2.417",
        ("Plans, schedules and promotes kite festivals.", "Recruits and trains volunteers."),
        "Two years of experience in recreation and a valid driver's license.",
    ),
    "state.txt": Layout(
        _STATE.encode(),
        "KITE REGULATORY OFFICER 3",
        "21134",
        ("Reviews permits.", "Inspects festivals."),
        "Two years of experience in regulation.",
    ),
    "bulletin.txt": Layout(
        _BULLETIN.encode(),
        "HARBOR KITE PILOT",
        "9312",
        ("Boards ships at sea, checks towing kites and directs crews under tow.",),
        "Five years of experience as an officer of a ship; and A valid pilot's license.",
    ),
    "texas.html": Layout(
        _TEXAS,
        "Kite Technician I",
        "0912",
        ("Mends torn sails with tape.", "Records repairs in a log."),
        "One year of experience in the repair of kites.",
    ),
    "site.html": Layout(
        _SITE,
        "Kite Analyst II",
        "K2207",
        ("Analyzes kite data.", "Writes reports."),
        "Education: Bachelor's degree in statistics. "
        "Experience: Two years of analytical experience.",
    ),
    "washington.docx": Layout(
        _WORD,
        "KITE SPECIALIST 2",
        "143K",
        ("Plans and conducts wind-tunnel tests of kites.", "Writes test reports."),
        "A Bachelor's degree in aeronautics AND one year of testing.",
    ),
    "printed.pdf": Layout(
        _PRINTED,
        "KITE DISPATCHER",
        "1204",
        ("Answers calls about kites in distress.", "Sends crews by radio."),
        "High school diploma and one year of experience in dispatching.",
    ),
}
"""File name → layout."""
