"""`python -m tests.run_tiny parse ...`: the command over files of `build_runs`, to be killed."""

from __future__ import annotations

import sys

from pipeline import cli_parse
from pipeline.batch.work import run_here
from pipeline.cli import main
from tests.build_runs import WORKERS, fake_one

if __name__ == "__main__":
    cli_parse._parse_one = fake_one
    cli_parse._engine = lambda options: run_here if options.jobs == 0 else WORKERS
    print("go", flush=True)
    code = main()
    print("end", flush=True)
    sys.exit(code)
