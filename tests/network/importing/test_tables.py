"""Files are read whatever their encoding, and refused with a reason when they cannot be."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from yiyang.network.importing.limits import Limits
from yiyang.network.importing.tables import Table, UnreadableTable, read_table

SMALL = Limits(size=2_000, rows=3, columns=4, cell_characters=10, unpacked=1_000_000)
TEXT = "代码,名称\nA1,静安养老院\n\nA2,“大宁”\n"


def workbook(*rows: list) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def refused(body: bytes, limits: Limits = SMALL, called: str = "") -> list[str]:
    with pytest.raises(UnreadableTable) as error:
        read_table(body, limits, called=called)
    return [finding.code for finding in error.value.findings]


def cells(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in table.rows]


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.replace("\n", "\r\n").encode("gb18030"), "gb18030"),
        (TEXT.replace(",", "\t").encode(), "utf-8"),
    ],
)
def test_a_csv_file_is_read_in_its_encoding_and_rows_keep_their_number(
    body: bytes, encoding: str
) -> None:
    table = read_table(body)
    assert (table.headers, table.encoding) == (("代码", "名称"), encoding)
    assert cells(table) == [(2, ("A1", "静安养老院")), (4, ("A2", "“大宁”"))]


def test_a_column_is_found_by_the_first_of_its_names_whatever_the_case() -> None:
    table = read_table("Cases,日期,Count\n1,2026-03-02,2\n".encode())
    assert table.column(("count", "cases")) == 2
    assert (table.column(("cases",)), table.column(("date", "日期"))) == (0, 1)
    assert table.column(("series",)) is None


def test_a_workbook_is_read_as_text_without_computing_anything() -> None:
    table = read_table(workbook(["code", "level", "lon"], ["A1", 3, 121.45], [None, None, None]))
    assert table.encoding == "xlsx"
    assert cells(table) == [(2, ("A1", "3", "121.45"))]


def test_formulas_and_numbers_that_lost_their_digits_are_named_by_row_and_column() -> None:
    table = read_table(workbook(["code", "id"], ["=1+1", 310106194003150026]))
    assert [(f.code, f.where) for f in table.findings] == [
        ("FORMULA_CELL", "row 2, column code"),
        ("NUMBER_TOO_LONG", "row 2, column id"),
    ]


def test_rows_that_are_too_wide_too_narrow_or_hold_too_much_are_named() -> None:
    table = read_table(b"a,b\n1,2,3\n4\n5,aaaaaaaaaaaa\n", SMALL)
    assert [(f.code, f.where) for f in table.findings] == [
        ("ROW_WIDTH", "row 2, column "),
        ("ROW_WIDTH", "row 3, column "),
        ("CELL_TOO_LONG", "row 4, column b"),
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b" \n \n", "FILE_EMPTY"),
        (b"a,b\n", "NO_ROWS"),
        (b"x" * 2_001, "FILE_TOO_BIG"),
        (b"a,b\n1,\x002\n", "NUL_BYTES"),
        ("a,b\n1,2\n".encode("utf-16"), "NUL_BYTES"),
        (TEXT.encode()[:-5], "FILE_CUT_SHORT"),
        (TEXT.encode("utf-8-sig")[:-5], "FILE_CUT_SHORT"),
        (b"a,b\n1,\xff\xff\n", "UNKNOWN_ENCODING"),
        (b'a,b\n1,"2\n', "BROKEN_QUOTES"),
        (b'a,b\n"1"x,2\n', "BROKEN_QUOTES"),
        (b"a,,b\n1,2,3\n", "HEADER_MISSING"),
        (b"a,b,a\n1,2,3\n", "HEADER_TWICE"),
        (b"a,b,c,d,e\n1,2,3,4,5\n", "TOO_MANY_COLUMNS"),
        (b"a\n1\n2\n3\n4\n", "TOO_MANY_ROWS"),
        (b"PK\x03\x04 no archive", "WORKBOOK_BROKEN"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(body: bytes, code: str) -> None:
    assert refused(body) == [code]


def test_a_million_rows_are_refused_before_they_fill_the_memory() -> None:
    assert refused(b"code\n" + b"1\n" * 1_000_000, Limits()) == ["TOO_MANY_ROWS"]


def test_a_cut_workbook_and_an_archive_of_something_else_are_refused() -> None:
    whole = workbook(["code"], ["A1"])
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refused(whole[: len(whole) // 2], Limits()) == ["WORKBOOK_BROKEN"]
    assert refused(other.getvalue(), Limits()) == ["WORKBOOK_BROKEN"]


def _with_sheet(sheet: str) -> bytes:
    """A workbook whose sheet is replaced."""
    source, out = zipfile.ZipFile(io.BytesIO(workbook(["code"], ["A1"]))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            body = sheet.encode() if name.endswith("sheet1.xml") else source.read(name)
            archive.writestr(name, body)
    return out.getvalue()


SHEET = (
    '<?xml version="1.0"?>{doctype}<worksheet '
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="str"><v>code</v></c></row>{rows}</sheetData></worksheet>'
)


def test_what_calls_itself_a_workbook_is_one_or_is_refused() -> None:
    for body in (b"this is no workbook", "代码,名称\nH1,一院\n".encode()):
        assert refused(body, called="Beds.XLSX") == ["WORKBOOK_BROKEN"]
    assert read_table("代码,名称\nH1,一院\n".encode(), called="beds.csv").rows


def test_a_workbook_that_would_unpack_to_too_much_is_refused_unpacked() -> None:
    bomb = _with_sheet(SHEET.format(doctype="", rows=" " * 2_000_000))
    assert len(bomb) < 20_000
    assert refused(bomb, Limits(unpacked=1_000_000)) == ["FILE_TOO_BIG"]


def test_entities_in_a_workbook_are_not_unfolded() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12)
    )
    rows = '<row r="2"><c r="A2" t="str"><v>&m;</v></c></row>'
    body = _with_sheet(SHEET.format(doctype=doctype + "]>", rows=rows))
    assert refused(body, Limits()) == ["WORKBOOK_BROKEN"]


def test_a_row_said_to_be_far_below_the_last_one_is_refused() -> None:
    rows = '<row r="99999999"><c r="A99999999" t="str"><v>x</v></c></row>'
    body = _with_sheet(SHEET.format(doctype="", rows=rows))
    assert refused(body, Limits()) == ["TOO_MANY_BLANK_ROWS"]
