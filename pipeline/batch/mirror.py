"""An output folder at an address, as a local one while a run is at work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.batch.folder import Folder, digest
from pipeline.batch.inputs import ADDRESS
from pipeline.batch.manifest import OURS, files_of, read_manifest
from pipeline.errors import ConfigurationError

_PAGES = ("standards.jsonl", "issues.jsonl", "rejects.jsonl", ".manifest.jsonl", "run.json")
_READ_ONLY = ("zip", "tar", "http", "https")
_AT_ONCE = 8


@contextmanager
def mirrored(output: str, *, publish: bool = True) -> Iterator[Path]:
    """The local folder of an output; what changed in it is published if all ends well.

    What a run wrote there before is fetched first, so that nothing is parsed again without need.
    Records come before the pages that list them, and `run.json` comes last.

    Raises:
        ConfigurationError: the address cannot be read or written.
    """
    local = _local(output)
    if local is not None:
        yield Path(local)
        return
    with TemporaryDirectory(prefix="standards-") as work:
        folder = Folder(Path(work))
        before = _pull(output, folder.root)
        yield folder.root
        if publish:
            _push(output, folder, before)


def _local(output: str) -> str | None:
    if not ADDRESS.match(output):
        return output
    from pipeline.batch.places import place, scheme

    if scheme(output) in _READ_ONLY:
        raise ConfigurationError(f"nothing can be written to {scheme(output)}://")
    return place(output).local


def _pull(output: str, root: Path) -> dict[str, str]:
    """Fetch what is a run's; the digest of each file."""
    from pipeline.batch.places import download, place, under

    at = place(output)
    names = sorted(name for name in under(at) if OURS.fullmatch(name) or name in _PAGES)
    _each(lambda name: download(at, name, root / name), names, at_once=at.many)
    return {name: digest(root / name) for name in names}


def _push(output: str, folder: Folder, before: dict[str, str]) -> None:
    """Write what differs, pages after records, and remove what no page lists any more."""
    from pipeline.batch.places import place, remove, upload

    at = place(output)
    records = files_of(read_manifest(folder.manifest).entries.values())
    pages = [name for name in _PAGES if (folder.root / name).exists()]
    stale = [name for name in before if name not in records and name not in pages]

    def send(name: str) -> None:
        if digest(folder.root / name) != before.get(name):
            upload(at, name, folder.root / name)

    _each(send, sorted(records), at_once=at.many)
    for name in pages[:-1]:
        send(name)
    _each(lambda name: remove(at, name), stale, at_once=at.many)
    for name in pages[-1:]:
        send(name)


def _each(do: Callable[[str], None], names: Iterable[str], *, at_once: bool) -> None:
    pool = ThreadPoolExecutor(_AT_ONCE if at_once else 1)
    try:
        for _ in pool.map(do, names):
            pass
    finally:
        pool.shutdown(cancel_futures=True)
