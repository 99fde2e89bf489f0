"""Files made to harm, and broken ones: each gives a clear error (or is read for what it is), and memory stays under 500 MB."""

from __future__ import annotations

import contextlib
import io
import random
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from read_inputs import (
    SHEETS,
    Pdf,
    W,
    _pdf_file,
    docx,
    docx_table,
    html_bytes,
    html_table,
    page_named,
    paragraph,
    report,
    report_pdf,
    scanned_pdf,
    table_pdf,
    xlsx,
    zipped,
)
from read_office import doc, xls

from mzstats.model import MzstatsError
from mzstats.read import Limits, documents, is_lock_file, looks_like_report, read_bytes

MEGABYTE = 1 << 20
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def workbook(sheet: str | bytes) -> bytes:
    """An xlsx with this XML as its only sheet."""
    parts = {"xl/workbook.xml": WORKBOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": sheet}
    return zipped({"[Content_Types].xml": "<Types/>"} | parts)


def sheet_xml(cells: str) -> str:
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'


def zip_of_zeros(name: str, size: int, *others: str) -> bytes:
    """A zip whose part unpacks to ``size`` bytes of next to nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other in others:
            archive.writestr(other, "<x/>")
        with archive.open(name, "w", force_zip64=True) as part:
            for _ in range(size // MEGABYTE):
                part.write(b" " * MEGABYTE)
    return out.getvalue()


def lying_zip(data: bytes, name: str, told: int) -> bytes:
    """The zip with the size of a part told smaller than it is, in the directory."""
    at = data.rfind(name.encode())
    start = data.rfind(b"PK\x01\x02", 0, at)
    return data[: start + 24] + told.to_bytes(4, "little") + data[start + 28 :]


def entity_bomb() -> str:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    return f'<?xml version="1.0"?><!DOCTYPE d [{entities}]>{document_xml("&i;")}'


def document_xml(text: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'


def external_entity(path: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://{path}">]>{document_xml("&x;")}'


def malicious_cmap() -> bytes:
    """A pdf whose font names a CMap by a path, as in attacks on readers that load CMaps from files."""
    draw = b"BT /F1 12 Tf 72 700 Td <4f4e4fdd> Tj ET"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/..#2F..#2F..#2Ftmp#2Fmzstats_evil/DescendantFonts[6 0 R]>>"
    inner = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>"
    )
    return _pdf_file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
            font,
            inner,
            b"<</Type/FontDescriptor/FontName/A/Flags 6/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
            b"/StemV 9>>",
        ]
    )


def encrypted_pdf() -> bytes:
    """A pdf that says it is encrypted under a password nobody has."""
    crypt = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32)
    return _pdf_file([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"], crypt)


def encrypted_zip() -> bytes:
    """A docx whose part is marked as encrypted by zip's own means."""
    data = bytearray(docx(paragraph("低保1435户")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def encrypted_office() -> bytes:
    """The beginning of what Office writes for a docx with a password: an OLE file around an encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000


def wide_docx_nesting(depth: int) -> bytes:
    return docx("<w:sdt><w:sdtContent>" * depth + paragraph("低保1435户") + "</w:sdtContent></w:sdt>" * depth)


GOOD_DOCX = docx(paragraph("农村低保对象1435户2622人。"))
PAGE = html_bytes(page_named(report(1)))

BAD: dict[str, tuple[bytes, str]] = {
    "docx that unpacks to 400 MB": (zip_of_zeros("word/document.xml", 400 * MEGABYTE), "--max-unpacked-mib"),
    "docx with one part of 60 MB": (zip_of_zeros("word/document.xml", 60 * MEGABYTE), "--max-markup-mib"),
    "xlsx that unpacks to 400 MB": (zip_of_zeros("xl/worksheets/sheet1.xml", 400 * MEGABYTE, "xl/workbook.xml"), "--max-unpacked-mib"),
    "xlsx with a cell in each far corner": (
        workbook(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "--max-cells",
    ),
    "docx that tells its sizes wrong": (lying_zip(zip_of_zeros("word/document.xml", 64 * MEGABYTE), "word/document.xml", 100), "damaged"),
    "docx with an entity bomb": (docx("", {"word/document.xml": entity_bomb()}), "entities"),
    "docx with an external entity": (docx("", {"word/document.xml": external_entity("/etc/hostname")}), "entities"),
    "docx in UTF-16, to hide entities": (docx("", {"word/document.xml": entity_bomb().encode("utf-16")}), "UTF-8"),  # type: ignore[dict-item]
    "xlsx with an entity bomb": (workbook(entity_bomb()), "entities"),
    "docx cut short": (GOOD_DOCX[: len(GOOD_DOCX) // 2], "damaged"),
    "docx with its text damaged": (GOOD_DOCX.replace(GOOD_DOCX[60:90], b"\xaa" * 30, 1), "damaged"),
    "docx nested too deep": (wide_docx_nesting(3000), "--max-nesting"),
    "docx with a password (zip)": (encrypted_zip(), "password"),
    "docx with a password (Office)": (encrypted_office(), "password"),
    "pdf cut short": (report_pdf(report(0))[:3000], "damaged"),
    "pdf with a password": (encrypted_pdf(), "password"),
    "pdf of a scan": (scanned_pdf(), "OCR"),
    "pdf with no font map": (report_pdf(report(0), "unmapped"), "fonts"),
    "pdf with a private font map": (report_pdf(report(0), "private"), "fonts"),
    "page of 50 MB": (
        b"<html><body>" + "<p>农村低保对象1435户。</p>".encode() * (50 * MEGABYTE // 37) + b"</body></html>",
        "--max-markup-mib",
    ),
    "a million nested tags": (b"<html><body>" + b"<div>" * 1_000_000 + "低保".encode(), "--max-nesting"),
    "a million nested tables": (b"<table><tr><td>" * 1_000_000, "--max-nesting"),
    "page without text": (b"<html><body><script>var a = 1;</script></body></html>", "no text"),
    "no bytes": (b"", "empty"),
    "zeros": (b"\0" * 5000, "binary"),
    "noise": (bytes((n * 7919 + n * n) % 251 for n in range(20_000)), ""),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "OCR"),
    "rtf": (b"{\\rtf1\\ansi hello}", "docx"),
    "rar": (b"Rar!\x1a\x07\0" + b"\0" * 50, "zip"),
    "ofd": (zipped({"OFD.xml": "<OFD/>"}), "pdf"),
    "OpenDocument": (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "docx"),
    "old Office file of no known kind": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "Office"),
    "damaged doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "WordDocument".encode("utf-16-le"), ""),
    "damaged xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "Workbook".encode("utf-16-le"), ""),
}


@pytest.mark.parametrize("case", BAD)
def test_a_clear_error(case: str) -> None:
    data, told = BAD[case]
    with pytest.raises(MzstatsError) as error:
        read_bytes(data, "inbox/some file")
    message = str(error.value)
    assert message.startswith("inbox/some file: ")
    assert told in message
    assert "\n" not in message and len(message) < 300


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("7355608", encoding="utf-8")
    with pytest.raises(MzstatsError) as error:
        read_bytes(docx("", {"word/document.xml": external_entity(str(secret))}))
    assert "7355608" not in str(error.value)


@pytest.mark.parametrize("name", ["report.wps", "table.et"])
def test_wps_files_name_the_conversion(name: str) -> None:
    with pytest.raises(MzstatsError, match=r"save it as (docx|xlsx)"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "WordDocument".encode("utf-16-le") + b"\0" * 1000, name)


def test_a_cmap_named_by_a_path_is_not_loaded(tmp_path: Path) -> None:
    """Whatever comes of the text, nothing is run and the reading ends."""
    try:
        document = read_bytes(malicious_cmap(), "x.pdf")
    except MzstatsError as error:
        assert str(error).startswith("x.pdf: ")
    else:
        assert document.kind == "pdf"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("report.txt", GOOD_DOCX, "docx"),
        ("report.doc", PAGE, "html"),
        ("report.xls", PAGE, "html"),
        ("report.html", report_pdf(report(2)), "pdf"),
        ("report.pdf", xlsx(SHEETS[:1]), "xlsx"),
        ("report.docx", "农村低保对象1435户。\n".encode("gb18030"), "text"),
        ("report", table_pdf(SHEETS[0]), "pdf"),
    ],
)
def test_content_decides_and_not_the_ending(name: str, data: bytes, kind: str) -> None:
    assert read_bytes(data, name).kind == kind


def test_limits_are_told_with_their_options() -> None:
    text = docx(docx_table(SHEETS[0]) * 3)
    cases = {
        "--max-file-mib": (Limits(file_mib=1), b"a" * (MEGABYTE + 1)),
        "--max-cells": (Limits(cells=10), text),
        "--max-pages": (Limits(pages=1), report_pdf(report(0))),
        "--max-seconds": (Limits(seconds=0.0), text),
    }
    for option, (limits, data) in cases.items():
        with pytest.raises(MzstatsError, match=option):
            read_bytes(data, "x", limits)


def test_a_raised_limit_lets_the_file_through() -> None:
    pdf = report_pdf(report(0))
    assert read_bytes(pdf, "x", Limits(pages=100)).text
    assert read_bytes(wide_docx_nesting(100)).text == "低保1435户\n"


def test_an_archive_gives_its_documents_and_then_what_failed(tmp_path: Path) -> None:
    path = tmp_path / "inbox.zip"
    path.write_bytes(
        zipped(
            {
                "b/二.docx": GOOD_DOCX,
                "a/一.txt": "城市低保对象310户。\n".encode("gb18030"),
                "c/~$二.docx": b"lock",
                "c/bomb.docx": zip_of_zeros("word/document.xml", 400 * MEGABYTE),
                "d/photo.png": b"\x89PNG",
            }
        )
    )
    found = []
    with pytest.raises(MzstatsError, match=r"inbox\.zip!c/bomb\.docx: .*--max-unpacked-mib"):
        for document in documents(path):
            found.append((document.source, document.kind))
    assert found == [(f"{path}!a/一.txt", "text"), (f"{path}!b/二.docx", "docx")]


def test_an_archive_too_large_is_refused_before_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zip_of_zeros("a.txt", 400 * MEGABYTE))
    with pytest.raises(MzstatsError, match="--max-unpacked-mib"):
        list(documents(path))


def test_an_archive_inside_an_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "outer.zip"
    path.write_bytes(zipped({"inner.zip": zipped({"a.txt": "x"})}))
    with pytest.raises(MzstatsError, match=r"outer\.zip!inner\.zip: an archive inside an archive"):
        list(documents(path))


def test_names_in_an_archive_made_on_chinese_windows(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("XXXX.txt", "农村低保对象1435户。")
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue().replace(b"XXXX.txt", "低保".encode("gb18030") + b".txt"))
    assert [document.source for document in documents(path)] == [f"{path}!低保.txt"]


def test_lock_files_are_known_and_passed_over() -> None:
    assert is_lock_file("in/~$报告.docx") and is_lock_file(Path("~$a.xlsx"))
    assert not is_lock_file("in/报告.docx")
    assert looks_like_report("报告.DOCX") and looks_like_report("a/b.wps")
    assert not looks_like_report("a/~$b.docx") and not looks_like_report("a.exe")


# the peak is asked of the kernel of the program itself: getrusage tells that of the parent it was forked from
MEASURE = """
import sys
sys.path[:0] = sys.argv[2:]
from mzstats.read import read_bytes
from mzstats.model import MzstatsError
try:
    read_bytes(open(sys.argv[1], "rb").read(), "x")
except MzstatsError:
    pass
status = open("/proc/self/status").read()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""
HEAVY = {
    **{case: data for case, (data, _) in BAD.items() if len(data) > MEGABYTE or "bomb" in case or "400 MB" in case or "corner" in case},
    "a page as large as allowed": b"<html><body>" + "<p>农村低保对象1435户。</p>".encode() * (16 * MEGABYTE // 38) + b"</body></html>",
    "a docx as large as allowed": docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * (15 * MEGABYTE // 34)),
    "a text as large as allowed": "农村低保对象1435户。\n".encode("gb18030") * (100 * MEGABYTE // 22),
}


@pytest.mark.parametrize("case", HEAVY)
def test_memory_stays_under_500_mb(case: str, tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not tell a program's peak memory in /proc")
    path = tmp_path / "file"
    path.write_bytes(HEAVY[case])
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), *sys.path[1:]], capture_output=True, text=True, check=True, timeout=300
    )
    assert int(done.stdout) < 500, case


def test_pdf_pages_that_are_pictures_are_told_and_the_others_read() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.text(72, 700, "农村低保对象1435户2622人。")
    pdf.page()
    assert read_bytes(pdf.bytes()).text == "农村低保对象1435户2622人。\n"


def spoiled(data: bytes, rng: random.Random) -> bytes:
    """The bytes with some changed, left out or put in, or cut short."""
    out = bytearray(data)
    if rng.random() < 0.15:
        return bytes(out[: rng.randrange(len(out))])
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(out))
        how = rng.randrange(4)
        if how == 0:
            out[at] = rng.randrange(256)
        elif how == 1:
            del out[at : at + rng.randrange(1, 30)]
        elif how == 2:
            out[at:at] = rng.randbytes(rng.randrange(1, 9))
        else:
            out[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"9999"))
        out = out or bytearray(b" ")
    return bytes(out)


def spoiled_part(data: bytes, rng: random.Random) -> bytes:
    """A zip with one part spoiled: its sums are right, so that the part is read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice([name for name in parts if parts[name]])
    return zipped(parts | {name: spoiled(bytes(parts[name]), rng)})  # type: ignore[arg-type]


SOUND = {
    "text": "\n".join(report(1)[:12]).encode("gb18030"),
    "html": html_bytes(page_named(report(1)[:8], html_table(SHEETS[0])), "gb18030"),
    "docx": docx("".join(map(paragraph, report(1)[:4])) + docx_table(SHEETS[0])),
    "xlsx": xlsx(SHEETS[:2], "隐藏"),
    "xls": xls(SHEETS[:2], "隐藏"),
    "doc": doc([*report(1)[:4], [["项目", "人数"], ["低保", "12"]]]),
    "pdf": report_pdf(report(1)[:12], "embedded", 2),
    "pdf table": table_pdf(SHEETS[12], rows_a_page=9),
    "x.csv": "乡镇,城市低保人数\n甲镇,12\n".encode(),
    "x.md": "# 低保\n\n| 项目 | 人数 |\n|---|---|\n| 低保 | **12** |\n".encode(),
}


@pytest.mark.parametrize("kind", SOUND)
def test_spoiled_files_are_read_or_told_and_nothing_else_happens(kind: str) -> None:
    rng = random.Random(kind)
    for _ in range(40):
        data = spoiled_part(SOUND[kind], rng) if kind in ("docx", "xlsx") and rng.random() < 0.8 else spoiled(SOUND[kind], rng)
        try:
            document = read_bytes(data, kind)
        except MzstatsError as error:
            assert "\n" not in str(error) and str(error).startswith(kind)
            continue
        for table in document.tables:
            for cell in table.cells:
                assert 0 <= cell.start <= cell.end <= len(document.text)


def test_a_panic_of_the_spreadsheet_reader_says_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    data = xls(SHEETS[:1])
    for cut in range(len(data) - 700, len(data), 50):
        with contextlib.suppress(MzstatsError):
            read_bytes(data[:cut], "x")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("kind", SOUND)
def test_reading_asks_no_network_and_writes_nothing(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a reader asks for the network")

    if kind in ("doc", "xls"):
        pytest.importorskip("olefile", reason="olefile is not installed: pip install 'mzstats[doc]'")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(socket, "socket", refused)
    read_bytes(SOUND[kind], kind)
    assert list(tmp_path.iterdir()) == []


def test_what_a_page_refers_to_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>农村低保7355608户</p>", encoding="utf-8")
    page = f"<html><body><p>农村低保对象1435户。</p><iframe src='file://{secret}'></iframe><object data='{secret}'></object></body></html>"
    assert read_bytes(page.encode()).text == "农村低保对象1435户。\n"
    relation = f'<Relationship Id="r9" TargetMode="External" Type="x/image" Target="{secret.as_uri()}"/>'
    parts = {"word/_rels/document.xml.rels": f'<Relationships xmlns="urn:x">{relation}</Relationships>'}
    linked = docx(
        paragraph("农村低保对象1435户。") + '<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a" link="r9"/></w:drawing></w:r></w:p>', parts
    )
    assert read_bytes(linked).text == "农村低保对象1435户。\n"
