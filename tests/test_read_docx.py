"""Word files: what is taken of them and what is left."""

from __future__ import annotations

import pytest
from read_inputs import W, docx, paragraph, run

from mzstats.model import MzstatsError
from mzstats.read import read_bytes


def lines(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return read_bytes(docx(body, parts)).text.splitlines()


def part(tag: str, body: str) -> str:
    return f'<w:{tag} xmlns:w="{W}">{body}</w:{tag}>'


def test_insertions_are_kept_and_deletions_skipped() -> None:
    body = f"<w:p>{run('低保')}<w:ins>{run('1435')}</w:ins><w:del><w:r><w:delText>1400</w:delText></w:r></w:del>{run('户')}</w:p>"
    assert lines(body) == ["低保1435户"]
    moved = f"<w:p><w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo></w:p>"
    assert lines(moved) == ["新"]


def test_hidden_text_and_field_codes_are_left_out() -> None:
    hidden = run("99人", "<w:rPr><w:vanish/></w:rPr>")
    shown = run("1435户", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
    field = "<w:r><w:instrText>PAGE 12</w:instrText></w:r>"
    assert lines(f"<w:p>{hidden}{field}{shown}</w:p>") == ["1435户"]


def test_wrappings_do_not_matter() -> None:
    body = (
        f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run('低保')}</w:hyperlink><w:smartTag>{run('1435')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run('户')}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
    )
    assert lines(body) == ["低保1435户"]


def test_text_boxes_come_after_their_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内：特困230人')}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing>' + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(f"<w:p>{run('低保1435户')}<w:r>{both}</w:r></w:p>{paragraph('后文')}") == ["低保1435户", "框内：特困230人", "后文"]


def test_notes_come_after_their_paragraph_and_their_marks_do_not_run_into_numbers() -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    typed = run("1", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    notes = part("footnotes", f'<w:footnote w:id="2">{paragraph("不含困境儿童。")}</w:footnote>')
    body = f"<w:p>{run('孤儿86')}{typed}{mark}{run('人')}</w:p>{paragraph('后文')}"
    assert lines(body, {"word/footnotes.xml": notes}) == ["孤儿86人", "不含困境儿童。", "后文"]


def test_numbers_that_word_gives_paragraphs_are_shown() -> None:
    levels = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )

    def numbered(text: str, level: int) -> str:
        return paragraph(text, f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>')

    styles = part("styles", '<w:style w:styleId="H"><w:name w:val="x"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>')
    styled = paragraph("养老服务", '<w:pPr><w:pStyle w:val="H"/></w:pPr>')
    body = numbered("社会救助", 0) + numbered("低保", 1) + numbered("特困", 1) + styled + numbered("床位", 1)
    parts = {"word/numbering.xml": part("numbering", levels), "word/styles.xml": styles}
    assert lines(body, parts) == ["一、社会救助", "1.低保", "2.特困", "二、养老服务", "1.床位"]


def test_tables_of_contents_are_left_out() -> None:
    styles = part("styles", '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>')
    body = paragraph("一、社会救助 3", '<w:pPr><w:pStyle w:val="T1"/></w:pPr>') + paragraph("正文")
    assert lines(body, {"word/styles.xml": styles}) == ["正文"]


def test_a_frame_of_one_cell_is_prose_and_a_table_in_it_a_table() -> None:
    def cell(body: str) -> str:
        return f"<w:tc>{body}</w:tc>"

    inner = (
        "<w:tbl>"
        + "".join(f"<w:tr>{cell(paragraph(a))}{cell(paragraph(b))}</w:tr>" for a, b in (("地区", "人数"), ("甲镇", "12")))
        + "</w:tbl>"
    )
    document = read_bytes(docx(f"<w:tbl><w:tr>{cell(paragraph('说明文字。') + inner + paragraph('完'))}</w:tr></w:tbl>"))
    assert document.text == "说明文字。\n地区\t人数\n甲镇\t12\n完\n"
    assert len(document.tables) == 1


def test_deleted_rows_are_left_out_and_rows_that_begin_late_stay_in_their_columns() -> None:
    def row(cells: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    def cells(*texts: str) -> str:
        return "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in texts)

    body = (
        "<w:tbl>"
        + row(cells("地区", "城市", "农村"))
        + row(cells("x", "9", "9"), "<w:del/>")
        + row(cells("7", "8"), '<w:gridBefore w:val="1"/>')
        + "</w:tbl>"
    )
    assert lines(body) == ["地区\t城市\t农村", "\t7\t8"]


def test_strict_files_are_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{paragraph("低保1435户")}</w:body></w:document>'
    assert lines("", {"word/document.xml": document}) == ["低保1435户"]


def cell(body: str, properties: str = "") -> str:
    inner = body if body.startswith("<") else paragraph(body)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    begun = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("低保对象14")}</w:p>'
    assert lines(begun + paragraph("35户。") + paragraph("完")) == ["低保对象1435户。", "完"]
    assert lines(begun + table((cell("项目"), cell("人数")), (cell("低保"), cell("1")))) == ["低保对象14", "项目\t人数", "低保\t1"]


def test_readings_over_characters_are_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('dī bǎo')}</w:rt><w:rubyBase>{run('低保')}</w:rubyBase></w:ruby></w:r>"
    assert lines(f"<w:p>{ruby}{run('1435户')}</w:p>") == ["低保1435户"]


def test_cells_merged_the_old_way_are_one() -> None:
    first, rest = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = table((cell("乡镇"), cell("低保", first), cell("", rest)), (cell("甲镇"), cell("1"), cell("2")))
    (found,) = read_bytes(docx(body)).tables
    assert [(one.row, one.col, one.colspan) for one in found.cells] == [(0, 0, 1), (0, 1, 2), (1, 0, 1), (1, 1, 1), (1, 2, 1)]


def test_labels_keep_how_far_they_are_set_in() -> None:
    def label(text: str, place: str) -> str:
        return cell(f"<w:p><w:pPr>{place}</w:pPr>{run(text)}</w:p>")

    body = table(
        (label("项目", '<w:ind w:firstLine="420"/><w:jc w:val="center"/>'), cell("人数")),
        (cell("特困人员"), cell("100")),
        (label("集中供养", '<w:ind w:firstLineChars="200" w:firstLine="420"/>'), cell("40")),
        (label("分散供养", '<w:ind w:left="420"/>'), cell("60")),
        (label("其他", '<w:ind w:left="-99999999999"/>'), cell("0")),
    )
    assert lines(body) == ["项目\t人数", "特困人员\t100", "  集中供养\t40", "  分散供养\t60", "其他\t0"]


def test_what_hangs_on_a_cell_comes_after_the_table() -> None:
    note = part("footnotes", f'<w:footnote w:id="2">{paragraph("含境外。")}</w:footnote>')
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框内12人')}</w:txbxContent></w:pict></w:r>"
    marked = f"<w:p>{run('3')}<w:r><w:footnoteReference w:id='2'/></w:r>{box}</w:p>"
    body = table((cell("乡镇"), cell("人数")), (cell("甲镇"), cell(marked)))
    assert lines(body, {"word/footnotes.xml": note}) == ["乡镇\t人数", "甲镇\t3", "框内12人", "含境外。"]


def test_heads_and_feet_of_pages_and_comments_are_left_out() -> None:
    parts = {"word/header1.xml": part("hdr", paragraph("页眉99人")), "word/comments.xml": part("comments", paragraph("批注99人"))}
    assert lines(paragraph("低保1户") + '<w:sectPr><w:headerReference w:type="default"/></w:sectPr>', parts) == ["低保1户"]


def test_what_was_not_read_is_told() -> None:
    sheet = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:o" ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    document = read_bytes(docx(paragraph("见附表") + sheet + sheet + "<w:altChunk/>"))
    assert document.warnings == (
        "an embedded Excel table was not read; paste it into the document as a table",
        "a part is an embedded file and was not read; open it in Word and save it again",
    )


def test_a_file_of_pictures_needs_ocr() -> None:
    with pytest.raises(MzstatsError, match="needs OCR"):
        read_bytes(docx("<w:p><w:r><w:drawing/></w:r></w:p>", {"word/media/image1.png": "x"}))
    with pytest.raises(MzstatsError, match="no text"):
        read_bytes(docx("<w:p/>"))
