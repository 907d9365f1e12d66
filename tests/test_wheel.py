"""The wheel carries all it needs: installed elsewhere, the command works from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with the wheel's contents and nothing of the checkout."""
    pytest.importorskip("hatchling", reason="the extra dev builds the wheel")
    wheels, target = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("target")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(ROOT)]
    subprocess.run(build, check=True)
    (wheel,) = wheels.glob("*.whl")
    install = [*pip, "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True)
    return target


def python(installed: Path, folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_schema_comes_with_the_wheel(installed, tmp_path):
    schema = json.loads(python(installed, tmp_path, "-m", "pipeline", "schema"))
    assert schema["$id"].endswith("1-0-0")
    where = python(installed, tmp_path, "-c", "import pipeline; print(pipeline.__file__)")
    assert Path(where).is_relative_to(installed)


def test_every_data_file_of_the_package_comes_with_the_wheel(installed):
    def data(root: Path) -> set[str]:
        files = (p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        return {p.relative_to(root).as_posix() for p in files}

    missing = data(ROOT / "pipeline") - data(installed / "pipeline")
    assert missing == set()


def test_the_profiles_load_from_the_wheel(installed, tmp_path):
    script = "from pipeline.profiles import load; print(load('us-ny').name)"
    assert python(installed, tmp_path, "-c", script).strip() == "us-ny"
