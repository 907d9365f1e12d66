"""The fixed words of a standard, in the spellings that layouts choose from."""

from __future__ import annotations

DEPARTMENT = "New York State Department of Civil Service"
DIVISION = "Division of Classification and Compensation"

HEADINGS: dict[str, dict[str, str]] = {
    "current": {
        "description": "BRIEF DESCRIPTION OF CLASS SERIES",
        "description_one": "BRIEF DESCRIPTION OF CLASS",
        "related": "RELATED CLASSES",
        "distinguishing": "DISTINGUISHING CHARACTERISTICS",
        "duties": "ILLUSTRATIVE DUTIES",
        "qualifications": "MINIMUM QUALIFICATIONS",
    },
    "nature": {
        "description": "NATURE OF WORK",
        "description_one": "NATURE OF WORK",
        "related": "RELATED CLASSES",
        "distinguishing": "CLASSIFICATION CRITERIA AND DISTINGUISHING CHARACTERISTICS",
        "duties": "TYPICAL ACTIVITIES, TASKS AND ASSIGNMENTS",
        "qualifications": "MINIMUM QUALIFICATIONS",
    },
    "basic": {
        "description": "BRIEF DESCRIPTION OF TITLE SERIES",
        "description_one": "BRIEF DESCRIPTION OF TITLE",
        "related": "RELATED CLASSES",
        "distinguishing": "CLASSIFICATION CRITERIA",
        "duties": "BASIC DUTIES AND ILLUSTRATIVE TASKS",
        "qualifications": "JOB REQUIREMENTS",
    },
    "activities": {
        "description": "NATURE OF WORK",
        "description_one": "NATURE OF WORK",
        "related": "RELATED CLASSES",
        "distinguishing": "DISTINGUISHING CHARACTERISTICS",
        "duties": "ILLUSTRATIVE ACTIVITIES AND TASKS",
        "qualifications": "QUALIFICATIONS",
    },
    "tasks": {
        "description": "BRIEF DESCRIPTION OF CLASS SERIES",
        "description_one": "BRIEF DESCRIPTION OF CLASS",
        "related": "RELATED CLASSES",
        "distinguishing": "DISTINGUISHING CHARACTERISTICS",
        "duties": "ILLUSTRATIVE TASKS",
        "qualifications": "MINIMUM QUALIFICATIONS",
    },
}

MISSPELLED = {
    "DISTINGUISHING CHARACTERISTICS": "DISTINGUINSHING CHARACTERISITICS",
    "ILLUSTRATIVE DUTIES": "ILLUSTRATIVE DUTES",
    "MINIMUM QUALIFICATIONS": "MINIMUM QUALIFICATONS",
    "RELATED CLASSES": "RELATED CLASES",
    "BRIEF DESCRIPTION OF CLASS SERIES": "BREIF DESCRIPTION OF CLASS SERIES",
    "BRIEF DESCRIPTION OF CLASS": "BREIF DESCRIPTION OF CLASS",
}

DOCUMENT_TYPES = {
    "classification_standard": "Classification Standard",
    "classification_specification": "Classification Specification",
}

TRACKS = {
    "open_competitive": "Open-Competitive",
    "promotion": "Promotion",
    "non_competitive": "Non-Competitive",
    "transfer": "Transfer",
    "traineeship": "Traineeship",
    "labor": "Labor Class",
}

# The labels of the layouts that write them without hyphens, by track.
OLD_TRACKS = {
    "open_competitive": "Open Competitive",
    "promotion": "Promotion",
    "non_competitive": "Non Competitive",
    "transfer": "Section 70.1",
    "traineeship": "Traineeship",
    "labor": "Labor Class",
}

PREAMBLES = (
    "This tentative standard has not been adopted. Agencies, unions and employees may read it and "
    "send their remarks to the Division within sixty days; until then it may change.",
    "Tentative standards are handed out so that those whose work is described can say where the "
    "description is wrong. Nothing in this draft binds an appointing officer.",
)

NOTES = (
    "{type}s give examples of the work of a class and of how far it reaches. Work that is not "
    "named here may still belong to the class. The qualifications are those that were in force "
    "when this paper was written.",
    "No {type} tries to name every task. An agency may assign other work of the same kind and "
    "difficulty, and the announcement of an examination may ask for different qualifications.",
    "The tasks above are samples, not limits. Read the {type} as a whole when deciding where a "
    "position belongs. Requirements for appointment are stated as of the date shown.",
    "A {type} is a description, not an order: it neither assigns work to any employee nor takes "
    "any away, and later examinations may have other entrance requirements.",
)

JOINT = (
    "positions are told apart by the scope of what is assigned and by how closely the work is "
    "watched. Any of them may be asked to help during an emergency.",
    "all levels deal with the public, keep records of what they do, and may travel within a "
    "region of the State.",
)

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
