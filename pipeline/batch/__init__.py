"""Many documents to one folder of records, with a report that reconciles."""

from pipeline.batch.inputs import NoInput, gather
from pipeline.batch.report import Report
from pipeline.batch.run import default_jobs, run

__all__ = ["NoInput", "Report", "default_jobs", "gather", "run"]
