"""What is measured, section by section; each gives tables."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.files import BULLETINS, DOCUMENTS, Files, documents, same_standards
from bench.measure import Table, Work, in_turns, printed, run
from bench.peers import MEDIA_TYPES, Read, peers
from bench.stages import STAGES, stage_seconds
from pipeline import Limits, PipelineError, parse_bytes
from pipeline.extract import extract
from pipeline.source import from_bytes

OURS = "this parser"


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured: rounds, files of a format, bulletins, documents of the load.

    The slowest peer takes half a second a bulletin.
    """

    runs: int = 7
    most: int | None = None
    bulletins: int = 12
    count: int = 10_000


QUICK = Options(runs=3, most=4, bulletins=4, count=40)
_MARK = 1000  # documents after which the memory of a worker is asked not to grow
_SIZES = (100, 1000)


def against_peers(options: Options) -> Iterator[Table]:
    """Bytes to validated record here, bytes to text there, format by format."""
    for suffix in MEDIA_TYPES:
        files = documents(suffix, most=options.most, folder=DOCUMENTS)
        readers = peers(suffix)
        title = f"{suffix.upper()}: {len(files)} standards, bytes to record against text alone"
        yield _compared(suffix, title, files, suffix, _to_record, readers, options)


def bulletins(options: Options) -> Iterator[Table]:
    """Extraction alone, over the real bulletins; nothing where they are absent."""
    files = documents("pdf", most=options.bulletins, folder=BULLETINS)
    if files:
        title = f"PDF: {len(files)} real bulletins, extraction alone"
        yield _compared("bulletins", title, files, "pdf", _to_document, peers("pdf"), options)


def stages(options: Options) -> Iterator[Table]:
    """Where the time of a document goes, stage by stage, over all formats."""
    files = [
        file
        for suffix in MEDIA_TYPES
        for file in documents(suffix, most=options.most, folder=DOCUMENTS)
    ]
    stage_seconds(files)
    found: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for _ in range(options.runs):
        for stage, seconds in stage_seconds(files).items():
            found[stage].append(1000 * seconds / len(files))
    whole = [sum(each) for each in zip(*found.values(), strict=True)]
    title = f"Stages: {len(files)} standards of all formats"
    yield Table("stages", title, "ms a document", {**found, "all": whole}, "all")


def formats(options: Options) -> Iterator[Table]:
    """The same standards in three formats, and all standards format by format."""
    same = same_standards(most=options.most, folder=DOCUMENTS)
    title = f"One standard, three formats: {len(same['pdf'])} standards to records"
    scale = 1000 / max(1, len(same["pdf"]))
    works = {suffix: _work(files, suffix, _to_record) for suffix, files in same.items()}
    values = in_turns(works, runs=2 * options.runs, scale=scale)
    yield Table("formats", title, "ms a document", values, "pdf")


def startup(options: Options) -> Iterator[Table]:
    """Processes from start to end."""
    small = min(DOCUMENTS.glob("*.txt"), key=lambda path: (path.stat().st_size, path.name))
    commands = {
        "python -c pass": ("-c", "pass"),
        "standards --help": ("-m", "pipeline", "--help"),
        'python -c "import spacy"': ("-c", "import spacy"),
        "one small text file": ("-m", "pipeline", "parse", str(small), "--output", "-"),
    }
    works: dict[str, Work] = {name: partial(run, *each) for name, each in commands.items()}
    values = in_turns(works, runs=options.runs, scale=1000.0)
    yield Table("startup", "Start-up, process from start to end", "ms", values, "python -c pass")


def load(options: Options) -> Iterator[Table]:
    """Many generated documents with one and two workers, few and many, and the same once more."""
    mark = min(_MARK, max(1, options.count // 10))
    with tempfile.TemporaryDirectory() as made:
        run("-m", "corpus", "--count", str(options.count), "--output", made)
        loads = {jobs: _loaded(made, options.count, jobs, mark) for jobs in (1, 2)}
        sizes = [size for size in _SIZES if size < options.count]
        by_size = {f"{n} documents": [_loaded(made, n, 2, mark)["rate"]] for n in sizes}
        by_size[f"{options.count} documents"] = [loads[2]["rate"]]
        again = {f"{nth} run": [run(*_parse(made))] for nth in ("first", "second")}
    title = f"Load: {options.count} generated documents, from the first file to the last record"
    rate, workers = "documents a second", {1: "1 worker", 2: "2 workers"}
    rates = {workers[jobs]: [found["rate"]] for jobs, found in loads.items()}
    yield Table("throughput", title, rate, rates, "1 worker")
    yield Table("sizes", "Load: two workers, few and many documents", rate, by_size)
    for name, title, unit in _OF_ONE_WORKER:
        values = {key: [value] for key, value in loads[1][name].items()}
        yield Table(name, title, unit, values, next(iter(values)))
    yield Table("again", "Load: the command twice over the same", "seconds", again, "first run")


_OF_ONE_WORKER = (
    ("steady", "Load: rate of one worker, by the median document", "documents a second"),
    ("machine", "Load: the machine meanwhile, by a sum made beside each document", "sums a second"),
    ("memory", "Load: peak memory of one worker", "MB"),
)


def _loaded(folder: str, count: int, jobs: int, mark: int) -> dict[str, Any]:
    """What `bench.load` tells of the first documents of a folder."""
    with tempfile.TemporaryDirectory() as output:
        told = printed("-m", "bench.load", folder, output, *map(str, (jobs, count, mark)))
    found: dict[str, Any] = json.loads(told)
    return found


SECTIONS: dict[str, Callable[[Options], Iterator[Table]]] = {
    "peers": against_peers,
    "bulletins": bulletins,
    "stages": stages,
    "formats": formats,
    "startup": startup,
    "load": load,
}


def _compared(
    name: str,
    title: str,
    files: Files,
    suffix: str,
    ours: Read,
    readers: dict[str, Read],
    options: Options,
) -> Table:
    works = {who: _work(files, suffix, read) for who, read in ({OURS: ours} | readers).items()}
    values = in_turns(works, runs=options.runs, scale=1000 / max(1, len(files)))
    return Table(name, title, "ms a document", values, next(iter(readers), OURS))


def _work(files: Files, suffix: str, read: Read) -> Work:
    def work() -> None:
        for _, data in files:
            read(data, suffix)

    return work


def _to_record(data: bytes, suffix: str) -> object:
    try:
        return parse_bytes(data, name=f"standard.{suffix}")
    except PipelineError as error:
        return error


def _to_document(data: bytes, suffix: str) -> object:
    return extract(from_bytes(data, name=f"bulletin.{suffix}", limits=Limits()), data)


def _parse(folder: str) -> tuple[str, ...]:
    found = sorted(str(path) for path in Path(folder).glob("*/documents"))
    return "-m", "pipeline", "parse", *found, "--output", f"{folder}/again", "--jobs", "2"
