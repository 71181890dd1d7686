"""The drawn name stands in every page as it is: what could do or fetch anything is refused."""

import shutil
from pathlib import Path

import pytest

from centre.reading.faults import file_name
from centre.texts.brand import read_wordmark
from tests.paths import ROOT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{more}>{inside}</svg>'
PATH = '<path d="M0 0h9"/>'


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    (tmp_path / "brand").mkdir()
    return tmp_path / "brand" / "wordmark.svg"


def drawn(inside: str = PATH, more: str = "") -> str:
    return SVG.format(inside=inside, more=more)


def test_the_sample_and_any_plain_drawing_are_shown(drawing: Path) -> None:
    shutil.copy(ROOT / "content/brand/wordmark.svg", drawing)
    assert read_wordmark(drawing.parents[1])[1] == []
    plain = f'<g fill="#123" transform="translate(1 2)"><title>K &amp; spol.</title>{PATH}</g>'
    drawing.write_text(drawn(plain), "utf-8")
    text, faults = read_wordmark(drawing.parents[1])
    assert faults == []
    assert "xmlns" not in text


@pytest.mark.parametrize(
    "written",
    [
        drawn(more=' onload="alert(1)"'),
        drawn(more=' ONLOAD="alert(1)"'),
        drawn(more=' oNfOcUs="alert(1)" tabindex="0"'),
        drawn('<path d="M0 0" fill="url(https://example.org/a.svg#b)"/>'),
        drawn('<path d="M0 0" fill="URL( //example.org/a )"/>'),
        drawn('<path d="M0 0" stroke="url(#a)"/>'),
        drawn('<path d="M0 0" fill="&#117;rl(https://example.org)"/>'),
        drawn('<path d="M0 0" style="fill:red"/>'),
        drawn('<path d="M0 0" STYLE="fill:red"/>'),
        drawn('<use href="#a"/>'),
        drawn('<use href="https://example.org/a.svg#b"/>'),
        drawn('<image href="https://example.org/a.png"/>'),
        drawn(f'<a href="https://example.org/">{PATH}</a>'),
        drawn('<path d="M0 0" xlink:href="#a"/>', ' xmlns:xlink="http://www.w3.org/1999/xlink"'),
        drawn('<path d="M0 0" a:href="#a"/>', ' xmlns:a="http://www.w3.org/1999/xlink"'),
        drawn("<script>alert(1)</script>"),
        drawn("<SCRIPT>alert(1)</SCRIPT>"),
        drawn('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
        drawn('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
        drawn('<s:path d="M0 0"/>', ' xmlns:s="http://www.w3.org/2000/svg"'),
        drawn("<foreignObject><p>a</p></foreignObject>"),
        drawn("<style>@import url(https://example.org/a.css);</style>"),
        drawn('<animate attributeName="d" to="M1 1"/>'),
        drawn('<set attributeName="onload" to="alert(1)"/>'),
        drawn("<metadata>a</metadata>"),
        drawn("<text>a</text>"),
        drawn('<path d="M0 0" data-a="b"/>'),
        drawn("<title><![CDATA[</title><script>alert(1)</script>]]></title>"),
        drawn("<!-- a -->" + PATH),
        "<?xml version='1.0'?>" + drawn(),
        "<?xml-stylesheet href='https://example.org/a.css'?>" + drawn(),
        "<!DOCTYPE svg [<!ENTITY a 'aaa'><!ENTITY b '&a;&a;&a;'>]>" + drawn("<title>&b;</title>"),
        "<!DOCTYPE svg SYSTEM 'file:///etc/passwd'>" + drawn(),
        drawn("<title>&b;</title>"),
        drawn("<title>&nbsp;</title>"),
        drawn(PATH)[:-3],
        drawn(PATH) + drawn(PATH),
        "Logo: " + drawn(PATH),
        "<svg>" + PATH + "</svg>",
        '<svg xmlns="http://www.w3.org/1999/xhtml">' + PATH + "</svg>",
        "<path/>",
        "",
        drawn(PATH * 200),
    ],
)
def test_what_could_do_or_fetch_anything_is_refused(drawing: Path, written: str) -> None:
    drawing.write_text(written, "utf-8")
    text, faults = read_wordmark(drawing.parents[1])
    assert text == ""
    assert faults
    assert {(fault.file, fault.line) for fault in faults} == {(file_name(drawing), 1)}
    assert all("\n" not in fault.message for fault in faults)


@pytest.mark.parametrize("written", [b"\xff\xfe<\0s\0", b"\x89PNG\r\n\x1a\n\0\0", b"\x00" * 9])
def test_what_is_no_text_is_told(drawing: Path, written: bytes) -> None:
    Path(drawing).write_bytes(written)
    assert read_wordmark(drawing.parents[1])[1]
