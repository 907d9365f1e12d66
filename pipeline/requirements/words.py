"""The vocabulary of minimum qualifications: which words open, name and join requirements."""

from __future__ import annotations

from pipeline.requirements.lexer import phrases
from pipeline.text import vocabulary

OPENERS = phrases(
    "possession of", "a combination of", "any combination of", "an equivalent combination of",
    "possess", "possesses", "must possess", "must have", "must be", "must pass", "must hold",
    "must", "have", "having", "hold", "holding", "be", "being", "at least", "at a minimum",
    "a minimum of", "minimum of", "a total of", "not less than", "no less than", "more than",
    "equivalent to", "the equivalent of", "the equivalent to", "satisfactorily completed",
    "equivalent of", "successfully completed", "completed", "completion", "successful completion",
    "satisfactory completion", "completion of", "successful completion of",
    "satisfactory completion of", "successfully complete", "satisfactorily complete",
    "must complete", "have completed", "must have completed", "attainment of", "eligibility for",
    "evidence of", "proof of", "candidates", "applicants", "all candidates", "all applicants",
    "appointees", "incumbents", "candidates for this position", "shall have", "shall possess",
    "shall be", "either",
    "education equivalent to",
    "completion of the academic requirements for", "completion of the educational requirements for",
    "completion of the requirements for", "completion of all requirements for",
    "completion of all the requirements for",
    "the completion of", "the successful completion of", "the satisfactory completion of",
    "the possession of", "current possession of", "currently possess", "all of the", "all of",
)  # fmt: skip
"""Words that may stand before the thing required."""

STRONG_OPENERS = vocabulary(
    """
    possession possess possesses must completion successful satisfactory successfully
    satisfactorily attainment eligibility evidence proof candidates applicants all
    appointees incumbents equivalent current currently
    """
)
"""First words of openers that begin a new requirement even after a bare `and` or `or`."""

STOPS = vocabulary(
    """
    of in as to for from by with at on under or and issued required performing obtained
    which that who whose within through including gained during before after is are must
    shall if leading awarded granted acquired evaluating working whose but necessary
    sufficient specified listed described
    """
) | frozenset(";,.:()[]")
"""Words that end a noun phrase."""

DETERMINERS = vocabulary("a an the any one such said these valid current active appropriate")

STATES = vocabulary("valid current active unrestricted clear unexpired")
"""Adjectives that say a licence is in force."""

LICENSES = vocabulary(
    """
    license licenses licence licences licensure certificate certificates certification
    certifications registration registrations permit permits credential credentials
    authorization authorizations membership accreditation
    """
)
EXAMS = vocabulary("examination examinations exam test tests score mark grade")
SKILLS = vocabulary(
    """
    ability fluency proficiency competence competency skill skills knowledge knowledges
    familiarity aptitude literacy
    """
)
STRONG_SKILLS = vocabulary("ability fluency proficiency")
PHYSICAL = vocabulary(
    """
    lift carry climb stand walk push pull stoop crawl physical physically bend run heights
    pounds
    """
)
OTHERS = vocabulary(
    """
    willingness character citizenship apprenticeship internship appointment requirements combination
    letter residency-training enrollment clearance clearances
    """
)
CLEARANCE = vocabulary(
    "fingerprint fingerprints fingerprinted fingerprinting clearance clearances background"
)
"""Words of the check of a person before appointment."""

TAUGHT = vocabulary(
    """
    college education study studies university schooling coursework college-level
    postsecondary courses
    """
)
DEGREE_NOUNS = vocabulary("degree degrees diploma diplomas doctorate doctorates baccalaureate")

EXPERIENCE = vocabulary("experience employment experiences")

MODALS = vocabulary("must shall should were was will is")
FINITE = MODALS | vocabulary("may are applies means meets does qualifies can qualify")

BACK = vocabulary("the this that such these those said your required qualifying above")
"""Words that point back to an experience already named."""

ASIDE_SUBJECTS = phrases(
    "the following", "this was", "applicants", "candidates", "persons", "registration as",
    "graduate students", "students", "partial completion", "note", "experience applicable",
    "unless otherwise", "those", "eligible applicants", "all applicants", "all candidates",
    "appointees", "enrollment in",
)  # fmt: skip
"""Openings of sentences about admission to the examination, not about the requirement."""

NO_MINIMUM = phrases(
    "no minimum requirements", "there are no minimum requirements", "no minimum qualifications",
    "there are no minimum qualifications", "none", "no minimum requirement",
    "there is no minimum requirement", "no experience", "no specific education",
    "there are no minimum education or experience requirements",
    "there are no minimum education and experience requirements",
    "no minimum education or experience requirements", "there are no specific requirements",
)  # fmt: skip
