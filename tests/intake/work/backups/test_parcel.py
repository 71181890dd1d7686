"""A parcel holds what was packed, opens with its key alone, and tells every change."""

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_service.store.vault import age_files
from intake_service.store.vault.age_files import Recipient
from intake_service.work.backups import parcel
from intake_service.work.backups.parcel import Damaged, Manifest

FILES = {"server-secret": b"s" * 32, "content/cs/pages/home.md": b"Ahoj", "empty": b""}


class Packed:
    """A parcel on the disk, and who can open it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "a.tar.age"
        self.identity = age_files.new_identity()
        big = folder / "big"
        big.write_bytes(os.urandom(200_000))
        self.files: dict[str, bytes | Path] = {**FILES, "database.sqlite3": big}
        manifest = Manifest("2026-11-29T06:15:00Z", "0.1.0", "0020")
        parcel.pack(manifest, self.files, self.file, [self.identity.to_public()])

    def unpack(self, identity: age_files.Identity | None = None) -> Manifest:
        into = self.folder / "unpacked"
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir()
        return parcel.unpack(self.file, into, [identity or self.identity])


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    return Packed(tmp_path)


def test_what_was_packed_comes_out(packed: Packed) -> None:
    manifest = packed.unpack()
    assert manifest.revision == "0020"
    assert manifest.prints.keys() == packed.files.keys()
    for name, content in packed.files.items():
        expected = content.read_bytes() if isinstance(content, Path) else content
        assert (packed.folder / "unpacked" / name).read_bytes() == expected


def test_nobody_else_opens_it(packed: Packed) -> None:
    with pytest.raises(age_files.CannotOpen):
        packed.unpack(age_files.new_identity())


def test_nothing_readable_lies_in_the_file(packed: Packed) -> None:
    written = packed.file.read_bytes()
    assert written.startswith(b"age-encryption.org/v1\n")
    assert b"server-secret" not in written
    assert b"s" * 32 not in written


def test_what_is_unpacked_is_closed_to_others(packed: Packed) -> None:
    packed.unpack()
    for path in (packed.folder / "unpacked").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0 or path.is_dir()


@pytest.mark.parametrize("where", [0.05, 0.3, 0.7, 0.999])
def test_a_changed_byte_is_told(packed: Packed, where: float) -> None:
    written = bytearray(packed.file.read_bytes())
    written[int(len(written) * where)] ^= 1
    packed.file.write_bytes(written)
    with pytest.raises((age_files.CannotOpen, Damaged)):
        packed.unpack()


@pytest.mark.parametrize("left", [0.0, 0.2, 0.9, 0.99999])
def test_a_file_that_was_cut_off_is_told(packed: Packed, left: float) -> None:
    written = packed.file.read_bytes()
    packed.file.write_bytes(written[: int(len(written) * left)])
    with pytest.raises((age_files.CannotOpen, Damaged)):
        packed.unpack()


def _encrypted(packed: Packed, *members: tuple[tarfile.TarInfo, bytes]) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as written:
        for member, content in members:
            member.size = len(content)
            written.addfile(member, io.BytesIO(content))
    archive.seek(0)
    with packed.file.open("wb") as target:
        age_files.encrypt(archive, target, [packed.identity.to_public()])


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "content/../../outside"])
def test_no_file_leaves_the_folder(packed: Packed, name: str) -> None:
    """Anybody who knows the public key can make a file that opens."""
    _encrypted(packed, (tarfile.TarInfo(name), b"x"))
    with pytest.raises(Damaged):
        packed.unpack()
    assert not (packed.folder / "outside").exists()


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_only_files_are_taken_out(packed: Packed, kind: bytes) -> None:
    member = tarfile.TarInfo("server-secret")
    member.type = kind
    member.linkname = "/etc/passwd"
    _encrypted(packed, (member, b""))
    with pytest.raises(Damaged):
        packed.unpack()


def test_a_file_that_nobody_listed_is_told(packed: Packed) -> None:
    _encrypted(packed, (tarfile.TarInfo("manifest.json"), b"{}"), (tarfile.TarInfo("more"), b"x"))
    with pytest.raises(Damaged):
        packed.unpack()


@given(noise=st.binary(max_size=300))
def test_no_noise_is_taken_for_a_parcel(
    noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    (folder / "noise").write_bytes(noise)
    (folder / "into").mkdir()
    with pytest.raises((age_files.CannotOpen, Damaged)):
        parcel.unpack(folder / "noise", folder / "into", [age_files.new_identity()])


def test_a_full_disk_makes_no_backup(packed: Packed, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library that encrypts keeps silent about it; what is on the disk is read back."""

    def half(source: BinaryIO, target: BinaryIO, recipients: Sequence[Recipient]) -> None:
        whole = io.BytesIO()
        encrypt(source, whole, recipients)
        target.write(whole.getvalue()[:-1000])

    encrypt = age_files.encrypt
    monkeypatch.setattr(age_files, "encrypt", half)
    with pytest.raises(Damaged):
        parcel.pack(
            Manifest("", "", ""), FILES, packed.folder / "b.age", [packed.identity.to_public()]
        )


def test_the_plain_tools_open_it(packed: Packed, age: str) -> None:
    """Whoever has lost this program still gets at everything: `age` and `tar`."""
    key = packed.folder / "key"
    key.write_text(f"# created: today\n{packed.identity}\n")
    opened = subprocess.run(
        [age, "--decrypt", "--identity", key, packed.file], capture_output=True, check=True
    )
    with tarfile.open(fileobj=io.BytesIO(opened.stdout)) as archive:
        names = archive.getnames()
    assert names == [*packed.files, "manifest.json"]
