"""Writes ``samples/``: ten reports of two years as bureaus hand them out (text, web page, Word, workbook).

The places are real, so that the gazetteer knows them; every figure is invented. Two slips are planted for
``audit``: a growth rate and a total. Needs xlsxwriter. Run from the repository: ``python scripts/build_samples.py``.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from html import escape
from pathlib import Path

import xlsxwriter

OUT = Path("samples")

XIANGQIAO = {
    2023: """湘桥区民政局2023年工作总结

一、社会救助
2023年末,全区共有低保对象1510户2790人,其中城市低保330户560人,农村低保1180户2230人,全年发放低保金1875.6万元。城市低保标准为每人每月836元,农村低保标准为每人每月670元。
全区特困人员732人,其中集中供养205人,分散供养527人,全年发放特困供养金962.4万元。全年临时救助318人次,发放临时救助金64.2万元。
二、养老服务
全区有养老机构9家,床位1240张,其中护理型床位682张,护理型床位占比55%。
三、社会组织
年末登记社会组织126家,其中社会团体60家,民办非企业单位66家。全年新成立9家,注销3家。
四、婚姻登记
全年办理结婚登记2310对,离婚登记426对,补领婚姻登记证148对。
""",
    2024: """湘桥区民政局2024年工作总结

一、社会救助
2024年末,全区共有低保对象1435户2622人,其中城市低保296户480人,农村低保1139户2142人,全年发放低保金1809.1万元。城市低保标准由每人每月836元提高到874元,增长4.5%;农村低保标准由每人每月670元提高到700元,增长6.5%。
全区特困人员715人,其中集中供养198人,分散供养517人,全年发放特困供养金984.1万元。全年临时救助296人次,发放临时救助金58.7万元。
二、养老服务
全区有养老机构10家,床位1360张,其中护理型床位816张,护理型床位占比60%。
三、社会组织
年末登记社会组织133家,其中社会团体63家,民办非企业单位70家。全年新成立11家,注销4家。
四、婚姻登记
全年办理结婚登记2207对,比上年减少103对;离婚登记442对,补领婚姻登记证135对。
五、下一年打算
力争新增护理型床位100张,护理型床位占比达到65%以上。
""",
}

CHAOAN = {
    2023: [
        "截至2023年12月底,全区城乡低保对象4120户8260人,其中城市260户430人,农村3860户7830人,累计发放低保金5402.3万元。",
        "孤儿和事实无人抚养儿童保障有力。孤儿52名,发放基本生活费98.6万元;事实无人抚养儿童231名,发放基本生活费376.2万元。",
        "困难残疾人生活补贴标准每人每月198元,惠及3105人,发放737.7万元;重度残疾人护理补贴标准每人每月265元,惠及8420人,发放2677.6万元。",
        "全年办理结婚登记5860对,离婚登记1310对,收养登记12件。",
        "全区有养老机构14家,床位1905张;长者食堂22家。",
    ],
    2024: [
        "截至2024年12月底,全区城乡低保对象3980户7930人,其中城市240户390人,农村3740户7540人,累计发放低保金5384.5万元。",
        "孤儿和事实无人抚养儿童保障有力。孤儿49名,发放基本生活费95.3万元;事实无人抚养儿童246名,发放基本生活费418.9万元。",
        "困难残疾人生活补贴标准每人每月205元,惠及3180人,发放782.3万元;重度残疾人护理补贴标准每人每月272元,惠及8615人,发放2811.9万元。",
        "全年办理结婚登记5320对,同比下降9.2%;离婚登记1275对,收养登记15件。",
        "全区有养老机构16家,床位2130张;长者食堂35家。",
    ],
}

RAOPING = {
    2023: [
        "饶平县2023年民政工作情况",
        "2023年,全县农村低保对象5630户11240人,城市低保对象310户520人,共发放城乡低保金6890.4万元。",
        "全县特困供养人员1486人,其中集中供养182人、分散供养1304人,发放供养资金1932.7万元。",
        "救助流浪乞讨人员143人次。发放80周岁以上高龄老人津贴1620.5万元,惠及24310人。",
        "结婚登记4405对,离婚登记902对。",
    ],
    2024: [
        "饶平县2024年民政工作情况",
        "2024年,全县农村低保对象5472户10860人,城市低保对象296户488人,共发放城乡低保金6935.8万元。",
        "全县特困供养人员1451人,其中集中供养176人、分散供养1275人,发放供养资金1988.3万元。",
        "救助流浪乞讨人员127人次。发放80周岁以上高龄老人津贴1702.6万元,惠及25480人。",
        "结婚登记4098对,离婚登记930对。",
    ],
}

STANDARDS = {
    2023: """# 关于提高潮州市2023年最低生活保障标准的通知

从2023年1月1日起,全市城市低保标准提高到每人每月836元,农村低保标准提高到每人每月670元。城市特困人员基本生活标准每人每月1338元,农村特困人员基本生活标准每人每月1072元。
""",
    2024: """# 关于提高潮州市2024年最低生活保障标准的通知

从2024年1月1日起,全市城市低保标准由每人每月836元提高到874元,农村低保标准由每人每月670元提高到700元。城市特困人员基本生活标准每人每月1400元,农村特困人员基本生活标准每人每月1120元。
""",
}

REGISTRY = {
    2023: [("湘桥区", 2310, 426, 126), ("潮安区", 5860, 1310, 208), ("饶平县", 4405, 902, 241), ("合计", 12575, 2638, 575)],
    2024: [("湘桥区", 2207, 442, 133), ("潮安区", 5320, 1275, 215), ("饶平县", 4098, 930, 246), ("合计", 11625, 2674, 594)],
}
HEAD = ("县区", "结婚登记(对)", "离婚登记(对)", "社会组织(家)")


def page(year: int) -> str:
    title = f"潮安区民政局{year}年工作总结"
    body = "\n".join(f"<p>{escape(text)}</p>" for text in CHAOAN[year])
    head = f"<!doctype html>\n<html><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{head}\n<body><h1>{title}</h1>\n{body}\n</body></html>\n"


def word(paragraphs: list[str]) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{link}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():  # a fixed time: the same bytes each run
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


def workbook(year: int, path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2024, 1, 1)})
        sheet = book.add_worksheet("登记")
        sheet.write(0, 0, f"潮州市{year}年婚姻和社会组织登记情况表")
        sheet.write_row(1, 0, HEAD)
        for place, row in enumerate(REGISTRY[year], 2):
            sheet.write_row(place, 0, row)


def main() -> None:
    for year in (2023, 2024):
        folder = OUT / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "湘桥区.txt").write_text(XIANGQIAO[year], encoding="utf-8")
        (folder / "潮安区.html").write_text(page(year), encoding="utf-8")
        (folder / "饶平县.docx").write_bytes(word(RAOPING[year]))
        (folder / "潮州市标准.md").write_text(STANDARDS[year], encoding="utf-8")
        workbook(year, folder / "潮州市登记.xlsx")


if __name__ == "__main__":
    main()
