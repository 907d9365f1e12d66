"""Many documents to one folder of records, with a report that reconciles."""

from pipeline.batch.inputs import NoInput, gather
from pipeline.batch.parsing import Job, TooManyFailures, Watcher
from pipeline.batch.plan import Choice
from pipeline.batch.report import Report
from pipeline.batch.run import run

__all__ = ["Choice", "Job", "NoInput", "Report", "TooManyFailures", "Watcher", "gather", "run"]
