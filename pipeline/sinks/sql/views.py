"""`views.sql` to the views of the database, in the order they build on each other."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import resources

_TEXT = resources.files(__package__).joinpath("views.sql").read_text(encoding="utf-8")
_VIEW = re.compile(r"^-- view (?P<name>\w+): (?P<answers>.+)\n(?P<statement>[^;]+);", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class View:
    """A question as a view: what it answers, and the statement that makes it."""

    name: str
    answers: str
    statement: str


VIEWS: dict[str, View] = {
    found["name"]: View(found["name"], found["answers"], found["statement"])
    for found in _VIEW.finditer(_TEXT)
}
"""Views by name; each uses only tables and views before it."""

VIEWS_SHA256 = hashlib.sha256(_TEXT.encode()).hexdigest()
"""What the newest migration must carry, so that no view changes without one."""
