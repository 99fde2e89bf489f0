"""Zip files: what they are, their parts within the limits, and archives of documents."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from mzstats.model import Document, MzstatsError
from mzstats.read.limits import Limits, check_bytes, over
from mzstats.read.passage import Passage

ENTRIES = 50_000  # names in one zip's directory; more is an attack
_DIRECTORY_ENTRY = b"PK\x01\x02"
_UTF8_NAMES = 0x800

# parts that tell what a zip is
_KINDS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
)


class PartlyRead(MzstatsError):
    """Some documents of an archive could not be read. ``failed``: the name of each, and why."""

    def __init__(self, failed: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in failed))
        self.failed = failed


_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']""")
_ENCODINGS = (b"utf-8", b"us-ascii")


def _open(data: bytes) -> zipfile.ZipFile:
    if data.count(_DIRECTORY_ENTRY) > ENTRIES:
        raise MzstatsError(f"an archive with more than {ENTRIES} entries")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise MzstatsError("a damaged zip file (docx and xlsx are zip files too): cut short, or not copied whole") from error


def zip_kind(data: bytes) -> str:
    """What a zip file is: ``docx``, ``xlsx``, ..., ``zip`` for an archive, ``damaged`` where it cannot be opened."""
    try:
        names = set(_open(data).namelist())
    except MzstatsError:
        return "damaged"
    if "[Content_Types].xml" in names and not names & {name for name, _ in _KINDS}:
        folders = {name.split("/")[0] for name in names}
        return "docx" if "word" in folders else "xlsx" if "xl" in folders else "zip"
    return next((kind for name, kind in _KINDS if name in names), "zip")


class Package:
    """The parts of a docx or xlsx file. Opening raises MzstatsError where the whole is over ``unpacked_mib``."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self._zip = _open(data)
        check_bytes(limits, "unpacked_mib", sum(info.file_size for info in self._zip.infolist()))
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises MzstatsError where it is over ``markup_mib``, absent, encrypted or damaged."""
        return _unpack(self._zip, self._info(name))

    def _info(self, name: str) -> zipfile.ZipInfo:
        try:
            info = self._zip.getinfo(name)
        except KeyError as error:
            raise MzstatsError(f"damaged: it has no part {name}") from error
        check_bytes(self.limits, "markup_mib", info.file_size)
        return info

    def xml(self, name: str) -> ElementTree.Element:
        """The tree of an XML part. Raises MzstatsError where it is not plain XML without a document type."""
        return parse_xml(self.part(name), name)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise MzstatsError("protected by a password; take the password off and save it again")
    try:
        with archive.open(info) as handle:
            data = handle.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise MzstatsError(f"damaged: {info.filename} cannot be unpacked") from error
    return data


def check_xml(data: bytes, name: str) -> None:
    """Raises MzstatsError where an XML part could hold entities: it has a document type, or is in an encoding that hides one."""
    encoding = _ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in data[:200] or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise MzstatsError(f"{name} is not in UTF-8, as these files are; open it and save it again")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise MzstatsError(f"{name} declares a document type or entities, which these files never do; it is not read")


def parse_xml(data: bytes, name: str) -> ElementTree.Element:
    """The tree of XML bytes that ``check_xml`` lets through. Raises MzstatsError where they are not XML."""
    check_xml(data, name)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, ValueError) as error:  # LookupError, ValueError: of an encoding nobody knows
        raise MzstatsError(f"damaged: {name} is not XML ({error})") from error


def read_archive(data: bytes, name: str, limits: Limits, passage: Passage = Passage()) -> Iterator[Document]:
    """The documents of a zip archive in the order of their names, each named ``archive.zip!inner/name``.

    Inner files that are no reports by their ending are passed over. Raises MzstatsError at once where the whole is over a limit,
    and PartlyRead at the end where some could not be read and ``passage`` has nobody to tell it to.
    """
    failed: list[tuple[str, str]] = []
    tell = passage.failed or (lambda full, error: failed.append((full, str(error).removeprefix(f"{full}: "))))
    try:
        archive = _open(data)
        members = _members(archive, limits)
    except MzstatsError as error:
        raise MzstatsError(f"{name}: {error}") from error
    for at, (inner, info) in enumerate(members[passage.start :], passage.start):
        full = f"{name}!{inner}"
        passage.begin(at)
        try:
            if at in passage.passed:
                raise MzstatsError(passage.passed[at])
            document = _read_member(archive, info, full, limits)
        except MzstatsError as error:
            tell(full, error)
            continue
        yield document
    if failed:
        raise PartlyRead(failed)


def _members(archive: zipfile.ZipFile, limits: Limits) -> list[tuple[str, zipfile.ZipInfo]]:
    """The documents inside by name, in order."""
    from mzstats.read import looks_like_report

    infos = [
        (inner, info) for info in archive.infolist() if info.filename and not info.is_dir() and looks_like_report(inner := _name(info))
    ]
    check_bytes(limits, "unpacked_mib", sum(info.file_size for _, info in infos))
    if len(infos) > limits.files:
        raise over(limits, "files")
    if not infos:
        raise MzstatsError("no document in the archive")
    return sorted(infos, key=lambda pair: pair[0])


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits) -> Document:
    from mzstats.read import read_bytes

    check_bytes(limits, "file_mib", info.file_size)
    return read_bytes(_unpack(archive, info), name, limits)


def _name(info: zipfile.ZipInfo) -> str:
    """The entry's name; archives made on Chinese Windows have theirs in GB18030 without saying so."""
    if info.flag_bits & _UTF8_NAMES:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
