"""Two versions of the parser over the same files to what was gained and lost between them.

`python -m bench.gains [REVISION]` parses the corpus and, where present, `../shared/real` with
the code of REVISION (default: the last tag, else the last commit that differs from the working
tree) and with the working tree, and prints `standards compare` of the two outputs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
REAL = ROOT.parent / "shared" / "real"


def main(arguments: list[str]) -> int:
    """Compare; 0 also where there is nothing to compare with."""
    revision = arguments[0] if arguments else base()
    if revision is None:
        print("no earlier version to compare with")
        return 0
    inputs = [str(p) for p in sorted(ROOT.glob("corpus/*/documents"))]
    inputs += [str(REAL)] if REAL.is_dir() else []
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        with_code_of(revision, Path(folder, "code"), inputs, old)
        parse(ROOT, inputs, new)
        print(f"{revision} against the working tree")
        command = [sys.executable, "-m", "pipeline", "compare", str(old), str(new)]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


def base() -> str | None:
    """The last tag; else HEAD if the tree has changes, else the commit before it."""
    tag = git("describe", "--tags", "--abbrev=0")
    if tag:
        return tag
    changed = git("status", "--porcelain", "--", "pipeline", "schemas")
    return git("rev-parse", "--short", "HEAD" if changed else "HEAD~1") or None


def with_code_of(revision: str, code: Path, inputs: list[str], output: Path) -> None:
    """Parse with another revision's code, checked out beside."""
    git("worktree", "add", "--detach", str(code), revision)
    try:
        parse(code, inputs, output)
    finally:
        git("worktree", "remove", "--force", str(code))


def parse(code: Path, inputs: list[str], output: Path) -> None:
    """Run one version over the inputs; rejects are part of what is compared."""
    environment = os.environ | {"PYTHONPATH": str(code)}
    command = [sys.executable, "-m", "pipeline", "parse", *inputs, "--output", str(output)]
    done = subprocess.run(command, cwd=code, env=environment, check=False, capture_output=True)
    if done.returncode > 1:
        sys.exit(f"parsing with {code} failed: {done.stderr.decode()[-2000:]}")


def git(*arguments: str) -> str:
    """What a git command prints, or nothing where it fails."""
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
