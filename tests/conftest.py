"""What several test files share: settings of property tests, and a record built by hand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from pipeline.record import Record
from tests.build_record import LABELS, TEXT, class_title, make_record, printed

__all__ = ["LABELS", "TEXT", "class_title", "make_record", "printed"]

# The same examples everywhere, and no clock: a busy machine must not fail a test.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture
def record() -> Record:
    """A record without fault."""
    return make_record()
