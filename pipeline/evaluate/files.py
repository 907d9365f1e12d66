"""Gold files and output folders → what `score` and `compare` take."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.evaluate.floors import Floors
from pipeline.evaluate.gains import Comparison, compare
from pipeline.evaluate.scores import Result, score

Json = dict[str, Any]

GOLD_SUFFIX = ".gold.json"


@dataclass(frozen=True, slots=True)
class Output:
    """What a run wrote: records, canonical texts and reject codes, each by document."""

    records: dict[str, Json]
    texts: Mapping[str, str]
    rejects: dict[str, str]


def score_files(golds: Iterable[Path], output: Path) -> Result:
    """The score of everything a run wrote against gold files and folders of them.

    Raises:
        ConfigurationError: no golds, no output, or a document that could be several.
    """
    wanted = read_golds(golds)
    found = by_document(read_output(output), wanted)
    return score(wanted, found.records, texts=found.texts, rejects=found.rejects)


def compare_files(old: Path, new: Path) -> Comparison:
    """The gains and losses from one output to another.

    Raises:
        ConfigurationError: one of them holds no records.
    """
    return compare(read_output(old).records, read_output(new).records)


def read_floors(path: Path) -> Floors:
    """The committed floors.

    Raises:
        ConfigurationError: no such file, or not JSON.
    """
    floors: Floors = _load(path)
    return floors


def write_json(path: Path, figures: Mapping[str, Any]) -> None:
    """Write a result or new floors."""
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_golds(paths: Iterable[Path]) -> list[Json]:
    """The golds of files and folders (searched to any depth), sorted by document name.

    Raises:
        ConfigurationError: no gold there, not JSON, or two golds of one document.
    """
    golds: dict[str, Json] = {}
    for path in _gold_files(paths):
        gold = _load(path)
        name = gold.setdefault("document", path.name.removesuffix(GOLD_SUFFIX))
        if golds.setdefault(name, gold) is not gold:
            raise ConfigurationError(f"two golds name the document {name}; one is {path}")
    if not golds:
        raise ConfigurationError(f"no *{GOLD_SUFFIX} in {', '.join(map(str, paths))}")
    return [golds[name] for name in sorted(golds)]


def _gold_files(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise ConfigurationError(f"no such gold: {path}")
        found = sorted(path.rglob(f"*{GOLD_SUFFIX}")) if path.is_dir() else [path]
        for each in found:
            if each.resolve() not in seen:
                seen.add(each.resolve())
                yield each


def read_output(path: Path) -> Output:
    """Everything a run wrote into a folder, or the records of one JSON or JSONL file.

    A folder without `standards.jsonl` is searched for JSON records, so that the output of
    another parser can be scored. Documents go by the name in `source.file` and `source.also`.

    Raises:
        ConfigurationError: nothing there, or not JSON.
    """
    records: dict[str, Json] = {}
    texts: dict[str, str] = {}
    for record in _records(path):
        text = _text(path, record)
        for name in _names(record):
            records.setdefault(name, record)
            if text is not None:
                texts.setdefault(name, text)
    return Output(records, texts, _rejects(path))


def by_document(output: Output, golds: Iterable[Json]) -> Output:
    """The output under the names that the golds use: the whole path, or the file name alone.

    Raises:
        ConfigurationError: a gold's document could be one of several files.
    """
    known: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*output.records, *output.rejects}):
        known[base_name(name)].append(name)
    names = {gold["document"]: _file_of(gold["document"], known) for gold in golds}
    return Output(
        {ours: output.records[name] for ours, name in names.items() if name in output.records},
        {ours: output.texts[name] for ours, name in names.items() if name in output.texts},
        {ours: output.rejects[name] for ours, name in names.items() if name in output.rejects},
    )


def _file_of(document: str, known: Mapping[str, list[str]]) -> str:
    """The one file of the output that a gold means; its own name where there is none."""
    found = known.get(base_name(document), [])
    if document in found or not found:
        return document
    if len(found) > 1:
        raise ConfigurationError(f"{document} could be any of {', '.join(found)}")
    return found[0]


def base_name(name: str) -> str:
    """The last part of a path as any platform writes it."""
    return PurePath(name.replace("\\", "/")).name


def _records(path: Path) -> Iterator[Json]:
    for file in _record_files(path):
        for record in _lines(file) if file.suffix == ".jsonl" else [_load(file)]:
            if isinstance(record, dict) and "classes" in record and "source" in record:
                yield record


def _record_files(path: Path) -> list[Path]:
    """The files that may hold records: one a run, or else any JSON of the folder."""
    if path.is_file():
        return [path]
    if (path / "standards.jsonl").is_file():
        return [path / "standards.jsonl"]
    found = sorted(each for each in path.rglob("*.json") if not each.name.endswith(GOLD_SUFFIX))
    if not found:
        raise ConfigurationError(f"no records in {path}: neither standards.jsonl nor *.json")
    return found


def _names(record: Json) -> list[str]:
    source = record["source"]
    return [str(source["file"]), *map(str, source.get("also") or ())]


def _text(path: Path, record: Json) -> str | None:
    """The canonical text beside a record, if the run wrote one."""
    file = path / "text" / f"{record.get('id')}.txt"
    if not path.is_dir() or not file.is_file():
        return None
    with file.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def _rejects(path: Path) -> dict[str, str]:
    """Reason codes by file of the run's `rejects.jsonl`."""
    file = path / "rejects.jsonl"
    if not path.is_dir() or not file.is_file():
        return {}
    return {str(each.get("file")): str(each.get("code")) for each in _lines(file)}


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} cannot be read as JSON: {error}") from error


def _lines(path: Path) -> Iterator[Any]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        yield from (json.loads(line) for line in lines if line.strip())
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} cannot be read as JSON lines: {error}") from error
