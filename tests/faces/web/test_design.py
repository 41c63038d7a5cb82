"""The colours can be read, and no page needs a style or a script inside it."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[3] / "src" / "yiyang" / "faces" / "web"
CSS = (WEB / "static" / "yiyang.css").read_text(encoding="utf-8")
TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11

SURFACES = ("paper", "surface", "sunken")
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "soft", "link") for ground in SURFACES),
    *((c, f"{c}-wash", TEXT) for c in ("red", "orange", "yellow", "green", "grey")),
    *(("ink", f"{c}-wash", TEXT) for c in ("red", "orange", "yellow", "green", "accent")),
    *(("soft", f"{c}-wash", TEXT) for c in ("accent", "yellow", "red", "green")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    ("accent-deep", "accent-wash", TEXT),
    ("accent-deep", "paper", TEXT),
    ("red", "surface", TEXT),
    *(("edge", ground, GRAPHIC) for ground in SURFACES),
    ("focus", "paper", GRAPHIC),
    ("focus", "focus-halo", GRAPHIC),
]


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours by name, of the light and of the dark pages."""
    blocks = re.findall(r":root\s*\{([^}]*)\}", CSS)
    colours = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block)) for block in blocks[:2]]
    return {"light": colours[0], "dark": {**colours[0], **colours[1]}}


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_guideline_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_every_pair_of_colours_that_carries_text_can_be_read(palette: str) -> None:
    colours = palettes()[palette]
    poor = [
        f"{text} on {ground}: {contrast(colours[text], colours[ground]):.2f}"
        for text, ground, least in PAIRS
        if contrast(colours[text], colours[ground]) < least
    ]
    assert poor == []


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.html")), ids=lambda p: p.name)
def test_no_page_has_a_style_a_script_or_another_host_inside(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", text)
    assert all('src="' in tag for tag in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"""(src|href|action)=["'](https?:)?//""", text)


def stacked_tables() -> list[Path]:
    """Return the templates whose tables turn into one block a row on a phone."""
    pages = sorted((WEB / "templates").rglob("*.html"))
    return [page for page in pages if "data-label=" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    "page", stacked_tables(), ids=lambda page: f"{page.parent.name}/{page.name}"
)
def test_a_cell_on_a_phone_is_named_as_its_column_is(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    heads = set(re.findall(r"<th scope=\"col\"[^>]*>\s*{% translate [\"'](.*?)[\"'] %}", text))
    cells = set(re.findall(r"data-label=\"{% translate [\"'](.*?)[\"'] %}\"", text))
    assert not heads or cells <= heads, "the head of the column and its name in a block differ"


def test_every_day_and_hour_is_asked_for_as_browsers_read_it() -> None:
    own = {"pickers.py"}
    strays = [
        path.name
        for path in WEB.rglob("*.py")
        if path.name not in own
        and re.search(r"\b(Date|Time|DateTime)Input\b", path.read_text("utf-8"))
    ]
    assert not strays
