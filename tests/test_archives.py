"""Archives as input: files come out under their names, whatever else is named and refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.archives import archive_kind, unpack
from pipeline.batch.spool import Spool
from pipeline.batch.task import Task
from pipeline.model import Limits
from tests.build_docx import build_docx, paragraph, run

PACK: dict[str, Callable[[bytes], bytes]] = {
    "tar": bytes,
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def zipped(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def tarred(files: Mapping[str, bytes | tarfile.TarInfo], **options) -> bytes:
    """A TAR of files; a header instead of bytes is written as it is."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", **options) as archive:
        for name, data in files.items():
            if isinstance(data, tarfile.TarInfo):
                archive.addfile(data)
                continue
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return held.getvalue()


def header(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


def shown_as(task: Task) -> bytes | str:
    return task.refused.code if task.refused else Path(task.path or "").read_bytes()


def unpacked(folder: Path, data: bytes, **limits: int) -> dict[str, bytes | str]:
    """The name of each file in an archive `a`, with its bytes or the code of its refusal."""
    (folder / "a").write_bytes(data)
    found = list(unpack("a", folder / "a", Spool(folder / "spool"), Limits(**limits)))
    shown = {t.name: shown_as(t) for t in found}
    assert len(shown) == len(found)
    return shown


def spooled(folder: Path) -> list[Path]:
    return [path for path in (folder / "spool").rglob("*") if path.is_file()]


@pytest.mark.parametrize("pack", PACK)
def test_a_tar_gives_its_files_however_it_is_compressed(tmp_path, pack):
    data = PACK[pack](tarred({"b/two.txt": b"two", "./one.txt": b"one"}))
    assert unpacked(tmp_path, data) == {"a/b/two.txt": b"two", "a/one.txt": b"one"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_gives_its_files(tmp_path, method):
    data = zipped({"b/two.txt": b"two", "b\\three.txt": b"three", "one.txt": b"one"}, method=method)
    assert unpacked(tmp_path, data) == {
        "a/b/two.txt": b"two",
        "a/b/three.txt": b"three",
        "a/one.txt": b"one",
    }


def test_what_is_a_zip_inside_is_no_archive(tmp_path):
    document = build_docx(paragraph(run("Kite Tester 1")))
    (tmp_path / "standard.zip").write_bytes(document)
    assert archive_kind(tmp_path / "standard.zip") is None
    assert unpacked(tmp_path, zipped({"k.docx": document})) == {"a/k.docx": document}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"KITE TESTER 1\n" * 100,
        b"PK\x03\x04 is how a zip begins",
        gzip.compress(b"KITE TESTER 1\n" * 100),
        b"\x1f\x8b and then nothing of the kind",
        bytes(2048),
    ],
    ids=["empty", "text", "text of zip", "text in gzip", "torn gzip", "zeros"],
)
def test_a_document_is_no_archive(tmp_path, data):
    (tmp_path / "file").write_bytes(data)
    assert archive_kind(tmp_path / "file") is None


def test_archives_in_archives_are_opened_to_a_depth(tmp_path):
    inner = gzip.compress(tarred({"c/one.txt": b"one"}))
    middle = zipped({"b.tgz": inner, "two.txt": b"two"})
    data = tarred({"m.zip": middle})
    everything = {"a/m.zip/b.tgz/c/one.txt": b"one", "a/m.zip/two.txt": b"two"}
    assert unpacked(tmp_path, data) == everything
    assert unpacked(tmp_path, data, max_depth=2) == {
        "a/m.zip/b.tgz": "archive-limit",
        "a/m.zip/two.txt": b"two",
    }


def test_the_inner_archive_does_not_stay_on_the_disk(tmp_path):
    unpacked(tmp_path, tarred({"m.zip": zipped({"one.txt": b"one"})}))
    assert [path.read_bytes() for path in spooled(tmp_path)] == [b"one"]


def test_paths_that_leave_an_archive_are_refused(tmp_path):
    names = ("../up.txt", "/etc/passwd", "b/../../up.txt", "C:\\autoexec.bat", "..\\up.txt")
    for data in (zipped(dict.fromkeys(names, b"x")), tarred(dict.fromkeys(names, b"x"))):
        assert unpacked(tmp_path, data) == {
            "a/../up.txt": "unsafe-member",
            "a//etc/passwd": "unsafe-member",
            "a/b/../../up.txt": "unsafe-member",
            "a/C:/autoexec.bat": "unsafe-member",
            "a/../up.txt~2": "unsafe-member",
        }
    assert not (tmp_path / "spool").exists()


def test_links_and_devices_are_refused(tmp_path):
    data = tarred(
        {
            "one.txt": b"one",
            "soft": header("soft", tarfile.SYMTYPE, "one.txt"),
            "hard": header("hard", tarfile.LNKTYPE, "one.txt"),
            "null": header("null", tarfile.CHRTYPE),
            "pipe": header("pipe", tarfile.FIFOTYPE),
        }
    )
    kinds = dict.fromkeys(("a/soft", "a/hard", "a/null", "a/pipe"), "unsafe-member")
    assert unpacked(tmp_path, data) == {"a/one.txt": b"one", **kinds}


def test_a_link_in_a_zip_is_refused(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("soft")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert unpacked(tmp_path, held.getvalue()) == {"a/soft": "unsafe-member"}


def test_a_member_with_a_password_is_refused_alone(tmp_path):
    data = bytearray(zipped({"one.txt": b"one", "two.txt": b"two"}, method=zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert unpacked(tmp_path, bytes(data)) == {"a/one.txt": "encrypted", "a/two.txt": b"two"}


def test_a_method_that_expands_without_bound_is_refused(tmp_path):
    data = zipped({"one.txt": bytes(10_000_000)}, method=zipfile.ZIP_BZIP2)
    assert unpacked(tmp_path, data) == {"a/one.txt": "unsupported-media-type"}


def test_a_torn_member_is_refused_alone(tmp_path):
    data = bytearray(zipped({"one.txt": b"one", "two.txt": b"two"}, method=zipfile.ZIP_STORED))
    data[data.index(b"one", data.index(b"one.txt") + 7)] ^= 0xFF
    assert unpacked(tmp_path, bytes(data)) == {"a/one.txt": "corrupt-file", "a/two.txt": b"two"}


def test_a_tar_that_is_cut_short_says_so_beside_what_came_before(tmp_path):
    whole = tarred({"one.txt": b"one" * 1000, "two.txt": b"two" * 1000})
    whole_first = 512 + 3072
    for cut in (whole_first + 100, whole_first + 600):
        found = unpacked(tmp_path, whole[:cut])
        assert found.pop("a/one.txt") == b"one" * 1000
        assert "corrupt-file" in found.values()
        assert set(found) <= {"a", "a/two.txt"}


def test_a_damaged_header_is_not_taken_for_the_end(tmp_path):
    data = bytearray(tarred({"one.txt": b"one", "two.txt": b"two"}))
    data[1024] ^= 0xFF
    assert unpacked(tmp_path, bytes(data)) == {"a/one.txt": b"one", "a": "corrupt-file"}


@pytest.mark.parametrize(
    "data", [zipped({}), tarred({"b": header("b", tarfile.DIRTYPE)})], ids=["zip", "tar"]
)
def test_an_archive_without_files_is_refused(tmp_path, data):
    assert unpacked(tmp_path, data) == {"a": "empty-file"}


def test_hidden_files_are_left_out(tmp_path):
    data = zipped({"__MACOSX/._one.txt": b"x", ".git/config": b"x", "one.txt": b"one"})
    assert unpacked(tmp_path, data) == {"a/one.txt": b"one"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_kept(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in (("one.txt", "old"), ("one.txt~2", "other"), ("one.txt", "new")):
            archive.writestr(name, text)
    assert unpacked(tmp_path, held.getvalue()) == {
        "a/one.txt": b"old",
        "a/one.txt~2": b"other",
        "a/one.txt~3": b"new",
    }


def test_a_name_that_is_no_text_is_shown_with_its_faults_replaced(tmp_path):
    data = tarred({"caf\udce9\n.txt": b"x"}, encoding="utf-8", errors="surrogateescape")
    assert unpacked(tmp_path, data) == {"a/caf��.txt": b"x"}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_over_the_size_of_a_document_is_refused_alone(tmp_path, pack):
    data = pack({"big.txt": bytes(5000), "one.txt": b"one"})
    found = unpacked(tmp_path, data, max_bytes=1000, max_ratio=1000)
    assert found == {"a/big.txt": "too-large", "a/one.txt": b"one"}
    assert [path.read_bytes() for path in spooled(tmp_path)] == [b"one"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_are_counted(tmp_path, pack):
    data = pack({f"{number}.txt": b"x" for number in range(5)})
    found = unpacked(tmp_path, data, max_members=3)
    assert found == {"a/0.txt": b"x", "a/1.txt": b"x", "a/2.txt": b"x", "a": "archive-limit"}


def test_a_bomb_ends_at_the_ratio(tmp_path):
    data = zipped({f"{number}.txt": bytes(100_000) for number in range(20)})
    found = unpacked(tmp_path, data, max_bytes=200_000, max_ratio=10)
    assert found == {"a/0.txt": bytes(100_000), "a/1.txt": bytes(100_000), "a": "archive-limit"}


def test_archives_in_an_archive_draw_on_its_budget(tmp_path):
    bomb = zipped({"zeros": bytes(100_000)})
    data = zipped({f"{number}.zip": bomb for number in range(20)}, method=zipfile.ZIP_STORED)
    found = unpacked(tmp_path, data, max_bytes=100_000, max_expanded_bytes=150_000)
    assert found == {"a/0.zip/zeros": bytes(100_000), "a": "archive-limit"}


def test_expanded_bytes_are_counted_and_not_believed(tmp_path):
    """Both sizes in the headers of the member say 10: the bytes themselves are what counts."""
    data = bytearray(zipped({"zeros": bytes(1_000_000)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + offset
        data[place : place + 4] = (10).to_bytes(4, "little")
    assert unpacked(tmp_path, bytes(data)) == {"a/zeros": "corrupt-file"}


def test_bytes_that_are_only_skipped_count(tmp_path):
    """A member that is refused is still expanded on the way to the next one."""
    data = gzip.compress(tarred({"big": bytes(3_000_000), "one.txt": b"one"}))
    found = unpacked(tmp_path, data, max_bytes=100_000, max_ratio=100)
    assert found == {"a/big": "too-large", "a": "archive-limit"}


def test_a_header_of_any_length_is_not_read_into_memory(tmp_path):
    entry = header("one.txt", tarfile.REGTYPE)
    entry.pax_headers = {"comment": "x" * 3_000_000}
    data = gzip.compress(tarred({"zero.txt": b"0", "one.txt": entry}, format=tarfile.PAX_FORMAT))
    assert unpacked(tmp_path, data) == {"a/zero.txt": b"0", "a": "archive-limit"}


def test_a_full_disk_is_no_fault_of_the_archive(tmp_path):
    (tmp_path / "spool").write_text("in the way")
    with pytest.raises(OSError, match="spool"):
        unpacked(tmp_path, zipped({"one.txt": b"one"}))


@given(st.data())
def test_no_damage_ends_in_a_stack_trace(tmp_path_factory, data):
    whole = data.draw(st.sampled_from(WHOLE))
    at = data.draw(st.integers(0, len(whole) - 1))
    torn = bytearray(whole[: data.draw(st.integers(at, len(whole)))])
    torn[at : at + 4] = data.draw(st.binary(max_size=4))
    found = unpacked(tmp_path_factory.mktemp("torn"), bytes(torn))
    assert found


FILES = {"b/one.txt": b"one" * 300, "two.txt": b"two" * 10}
WHOLE = [zipped(FILES), tarred(FILES), *(pack(tarred(FILES)) for pack in PACK.values())]
