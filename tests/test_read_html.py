"""Web pages: the article and nothing round it, its lines, its tables."""

from __future__ import annotations

import base64

import pytest
from read_inputs import PAGES, html_bytes, report

from mzstats.model import Document
from mzstats.read import read_bytes

PROSE = "全县农村低保对象1435户2622人，全年发放低保金1809.05万元，标准为每人每月620元。"


def page(body: str, head: str = "<title>某县民政局2024年工作总结_某县政府网</title>") -> Document:
    return read_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "page")


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


@pytest.mark.parametrize("make", PAGES)
def test_nothing_of_the_site_is_left(make) -> None:  # type: ignore[no-untyped-def]
    text = read_bytes(html_bytes(make(report(2))), "x").text
    for furniture in ("首页", "浏览", "访问", "ICP", "版权", "分享", "hits", "20240", "索引号", "0755", "字体"):
        assert furniture not in text, furniture


def test_the_title_comes_first_and_once() -> None:
    assert lines(page(f"<div class='TRS_Editor'><p>{PROSE}</p></div>")) == ["某县民政局2024年工作总结", PROSE]
    inside = page(f"<div class='TRS_Editor'><h1>某县民政局2024年工作总结</h1><p>{PROSE}</p></div>")
    assert lines(inside) == ["某县民政局2024年工作总结", PROSE]
    named = page(f"<div id=zoom><p>{PROSE}</p></div>", "<title>政府网</title><meta name=ArticleTitle content='2024年低保情况'>")
    assert lines(named)[0] == "2024年低保情况"


def test_the_publisher_is_kept_where_the_article_does_not_name_it() -> None:
    document = page(f"<div class=x1>来源：望江区民政局</div><div class=TRS_Editor><p>{PROSE}</p></div>")
    assert lines(document)[1] == "来源：望江区民政局"


@pytest.mark.parametrize(
    ("head", "outside"),
    [
        ("<meta name=PubDate content='2025-01-10 09:00'>", ""),
        ("", "<div class=x1>发布时间：2025年1月10日 10:20</div>"),
        ("", "<div class=x1>2025-01-10 10:20　来源：望江区民政局</div>"),
    ],
)
def test_the_day_of_posting_is_kept_where_the_article_does_not_name_it(head: str, outside: str) -> None:
    document = page(f"{outside}<div class=TRS_Editor><p>{PROSE}</p></div>", f"<title>本月低保情况公示</title>{head}")
    assert "发布日期：2025-01-10" in lines(document)
    inside = page(f"<div id=zoom><h1>本月低保情况公示</h1><div>发布日期：2025/1/10</div><p>{PROSE}</p></div>", f"<title>x</title>{head}")
    assert lines(inside) == ["本月低保情况公示", "发布日期：2025/1/10", PROSE]


def test_an_article_in_several_pieces_is_whole() -> None:
    document = page(
        f"<div><div class=content><p>{PROSE}</p></div><div class=content><p>特困人员230人，孤儿86人。</p></div></div><div>版权</div>"
    )
    assert lines(document)[1:] == [PROSE, "特困人员230人，孤儿86人。"]


def test_counters_and_the_way_to_other_pages_are_left_out_of_the_article_too() -> None:
    info = "<div>来源：望江区民政局　浏览次数：1027次　【字体：大 中 小】</div>"
    document = page(f"<div id=zoom>{info}<p>{PROSE}</p><p>咨询窗口阅读材料30份，访问量200人次。</p><p>上一篇：某会议99人参加</p></div>")
    assert lines(document)[1:] == ["来源：望江区民政局", PROSE, "咨询窗口阅读材料30份，访问量200人次。"]


@pytest.mark.parametrize("title", ["无标题文档", "index", "新建网页 1"])
def test_a_title_that_says_nothing_is_none(title: str) -> None:
    assert lines(page(f"<div id=zoom><p>{PROSE}</p></div>", f"<title>{title}</title>")) == [PROSE]


def test_lines_are_blocks_and_breaks_and_not_the_source() -> None:
    document = page(
        "<div id=zoom><p>农村低保\n  对象<span>14</span><b>35</b>户<br>特困人员<a href=#>230</a>&nbsp;人</p>"
        f"<div>{PROSE}<p>下一段</p></div></div>"
    )
    assert lines(document)[1:] == ["农村低保 对象1435户", "特困人员230 人", PROSE, "下一段"]


def test_hidden_text_is_left_out() -> None:
    document = page(f"<div id=zoom><p style='display: none'>99999人</p><p hidden>88888人</p><p>{PROSE}</p></div>")
    assert lines(document)[1:] == [PROSE]


def test_marks_of_notes_do_not_run_into_numbers_and_units_stay() -> None:
    document = page(f"<div id=zoom><p>低保对象1435<sup>[2]</sup>户，面积300m<sup>2</sup></p><p>{PROSE}</p></div>")
    assert lines(document)[1] == "低保对象1435户，面积300m2"


def test_numbers_of_ordered_lists_are_shown() -> None:
    document = page(f"<div id=zoom><ol><li>低保1435户</li><li>特困230人</li></ol><p>{PROSE}</p></div>")
    assert lines(document)[1:3] == ["1. 低保1435户", "2. 特困230人"]


def test_a_wrapper_named_like_furniture_is_no_furniture_if_it_holds_the_text() -> None:
    document = page(f"<div class='main location'><div class='header-box'><p>{PROSE}</p><p>{PROSE}</p></div></div>")
    assert lines(document)[1:] == [PROSE, PROSE]


def test_a_table_is_a_table_and_a_layout_is_not() -> None:
    table = "<table><tr><th>地区</th><th>人数</th></tr><tr><td>甲镇</td><td>1,435</td></tr></table>"
    document = page(f"<div id=zoom><table><tr><td><p>{PROSE}</p>{table}</td><td></td></tr></table></div>")
    assert len(document.tables) == 1
    assert [document.text[cell.start : cell.end] for cell in document.tables[0].cells] == ["地区", "人数", "甲镇", "1,435"]
    assert PROSE in lines(document)


def test_cells_are_on_one_line_and_labels_are_healed() -> None:
    document = page(
        f"<div id=zoom><p>{PROSE}</p><table><tr><td>指标</td><td>发放金额<br>（万元）</td></tr>"
        "<tr><td>&nbsp;&nbsp;其中：城市<p>低保</p></td><td>12\n</td></tr></table></div>"
    )
    texts = [document.text[cell.start : cell.end] for cell in document.tables[0].cells]
    assert texts == ["指标", "发放金额（万元）", "  其中：城市 低保", "12"]


def test_spans_as_browsers_read_them() -> None:
    document = page(
        f"<div id=zoom><p>{PROSE}</p><table><tr><td rowspan=0>甲</td><td colspan=x>乙</td></tr><tr><td>丙</td></tr>"
        "<tr><td>丁</td></tr></table></div>"
    )
    cells = {document.text[cell.start : cell.end]: cell for cell in document.tables[0].cells}
    assert (cells["甲"].rowspan, cells["甲"].colspan, cells["乙"].colspan) == (3, 1, 1)
    assert (cells["丙"].row, cells["丙"].col, cells["丁"].row) == (1, 1, 2)


def test_a_declared_encoding_that_is_wrong_does_not_matter() -> None:
    data = f"<html><head><meta charset=utf-8><title>某县民政局总结</title></head><body><p>{PROSE}</p></body></html>".encode("gb18030")
    assert PROSE in read_bytes(data).text


def test_a_page_saved_as_one_file() -> None:
    body = base64.encodebytes(f"<html><body><p>{PROSE}</p></body></html>".encode("gb18030"))
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html; charset="gb2312"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + body + b"\r\n--B--\r\n"
    )
    document = read_bytes(data, "x.doc")
    assert (document.kind, document.text) == ("html", PROSE + "\n")


def test_labels_keep_how_far_they_are_set_in() -> None:
    document = page(
        f"<div id=zoom><p>{PROSE}</p><table><tr><td style='text-align:center;padding-left:20px'>项目</td><td>人数</td></tr>"
        "<tr><td>特困人员</td><td>100</td></tr><tr><td style='padding-left:2em'>集中供养</td><td>40</td></tr>"
        "<tr><td><p style='text-indent:21pt'>分散供养</p></td><td style='padding-left:5px'>60</td></tr></table></div>"
    )
    assert lines(document)[2:] == ["项目\t人数", "特困人员\t100", "  集中供养\t40", "  分散供养\t60"]


def test_a_span_over_more_columns_than_there_are_is_cut() -> None:
    document = page(
        f"<div id=zoom><p>{PROSE}</p><table><tr><td colspan=100>低保情况</td></tr><tr><td>甲镇</td><td>12</td></tr></table></div>"
    )
    assert [(cell.col, cell.colspan) for cell in document.tables[0].cells] == [(0, 2), (0, 1), (1, 1)]


def test_columns_set_apart_by_tabs_stay_apart_and_indents_of_the_source_do_not() -> None:
    document = page(f"<div id=zoom>\n\t\t<p>{PROSE}</p>\n\t\t<p>孤儿\t\t12</p>\n\t\t<p>\n\t\t\t结婚登记\n\t\t\t1738对</p></div>")
    assert lines(document)[1:] == [PROSE, "孤儿\t\t12", "结婚登记 1738对"]


def test_lists_of_links_beside_a_short_article_are_left_out() -> None:
    links = "".join(f"<li><a href=#>某县召开第{n}次会议</a><span>01-{n:02}</span></li>" for n in range(1, 15))
    document = page(f"<div class=q1><div class=q2><ul>{links}</ul></div><div class=q3><p>{PROSE}</p></div></div>")
    assert lines(document)[1:] == [PROSE]
