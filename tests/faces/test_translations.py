"""Every text stands in both languages, and the check that says so finds what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import gettext, ngettext, override

from yiyang.faces import translations

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def test_every_text_of_the_program_stands_in_both_languages() -> None:
    assert translations.faults() == []


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one page, one command and one refusal, all texts there."""
    _write(tmp_path / "faces/web/templates/a/b.html", PAGE)
    _write(tmp_path / "faces/cli/c.py", 'from django.utils import translation as t\nt.gettext("C")')
    _write(tmp_path / "beds/services.py", 'class Taken(Refused):\n    code = "TAKEN"\n')
    _write(tmp_path / "beds/texts.yaml", "TAKEN: {zh: '{bed}已占用', en: 'Bed {bed} is taken'}\n")
    words = {"A page": "一页", "B": "乙", "C": "丙", "%(n)s beds": "%(n)s张床", "A label": "标签"}
    _write_po(tmp_path, words)
    return tmp_path


PAGE = """{% load i18n %}<h1>{% translate "A page" %}</h1>{% translate 'B' as b %}
{% blocktranslate with n=beds.count %}{{ n }} beds{% endblocktranslate %}
{% include "x.html" with label=_("A label") %}"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_po(package: Path, words: dict[str, str], area: str = "a") -> None:
    entries = "".join(f'msgid "{k}"\nmsgstr "{v}"\n\n' for k, v in words.items())
    folder = package / f"faces/web/texts/{area}/zh_Hans/LC_MESSAGES"
    _write(folder / "django.po", HEAD + entries)


def test_a_complete_package_has_no_fault(package: Path) -> None:
    assert translations.faults(package) == []


@pytest.mark.parametrize("missing", ["A page", "B", "C", "%(n)s beds", "A label"])
def test_a_text_without_chinese_is_found_wherever_it_stands(package: Path, missing: str) -> None:
    words = {"A page": "一", "B": "乙", "C": "丙", "%(n)s beds": "%(n)s张床", "A label": "签"}
    _write_po(package, words | {missing: ""})
    (fault,) = translations.faults(package)
    assert repr(missing) in fault and "no Chinese" in fault


def test_a_fuzzy_text_counts_as_missing(package: Path) -> None:
    path = package / "faces/web/texts/a/zh_Hans/LC_MESSAGES/django.po"
    text = path.read_text(encoding="utf-8").replace('msgid "C"', '#, fuzzy\nmsgid "C"')
    path.write_text(text, encoding="utf-8")
    fuzzy, missing = translations.faults(package)
    assert "'C' is fuzzy" in fuzzy and "'C' has no Chinese" in missing


def test_words_that_two_areas_translate_differently_are_found(package: Path) -> None:
    _write_po(package, {"C": "丁"}, area="b")
    assert translations.faults(package) == ["'C' has two meanings: a 丙, b 丁"]


def test_a_translation_that_loses_a_value_is_found(package: Path) -> None:
    words = {"A page": "一", "B": "乙", "C": "丙", "%(n)s beds": "床", "A label": "签"}
    _write_po(package, words)
    (fault,) = translations.faults(package)
    assert "other places" in fault


def test_a_refusal_without_a_sentence_is_found(package: Path) -> None:
    _write(package / "beds/services.py", 'class Gone(Refused):\n    code: str = "GONE"\n')
    assert translations.faults(package) == ["beds/services.py:2: GONE has no text"]


def test_a_message_without_a_sentence_is_found(package: Path) -> None:
    _write(package / "rules/r.py", 'x = Message("NO_SUCH", {})\n')
    assert translations.faults(package) == ["rules/r.py:1: NO_SUCH has no text"]


def test_a_text_is_found_by_whatever_name_its_function_was_imported(package: Path) -> None:
    said = "from django.utils.translation import gettext as _now\n_now('Now')\nother('No text')"
    _write(package / "faces/web/now.py", said)
    assert translations.faults(package) == ["web/now.py:2: 'Now' has no Chinese"]


def test_a_code_that_a_page_labels_without_a_sentence_is_found(package: Path) -> None:
    page = '{{ "TAKEN"|label }}{{ "GONE"|label_or_code }}{{ "PREFIX_"|add:row.code|label }}'
    _write(package / "faces/web/templates/a/c.html", page)
    assert translations.faults(package) == ["web/templates/a/c.html: GONE has no text"]


def test_a_sentence_that_fills_different_places_is_found(package: Path) -> None:
    _write(package / "beds/texts.yaml", "TAKEN: {zh: 已占用, en: 'Bed {bed} is taken'}\n")
    (fault,) = translations.faults(package)
    assert "TAKEN fills other places" in fault


def test_a_code_in_one_language_is_found(package: Path) -> None:
    _write(package / "beds/texts.yaml", "TAKEN: {en: Bed is taken}\n")
    (fault,) = translations.faults(package)
    assert "TAKEN needs zh and en" in fault


def test_plurals_without_the_rule_of_one_form_are_found(package: Path) -> None:
    path = package / "faces/web/texts/a/zh_Hans/LC_MESSAGES/django.po"
    entries = path.read_text(encoding="utf-8")
    entries += 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "多"\n'
    _write(path, entries)
    assert translations.faults(package) == ["a: has plurals, and no Plural-Forms of one form"]
    _write(
        path, entries.replace('UTF-8\\n"', 'UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"', 1)
    )
    assert translations.faults(package) == []


def test_compiling_again_does_only_what_changed(package: Path) -> None:
    folder = package / "faces/web/texts"
    assert translations.compile_texts(folder) == 1
    assert translations.compile_texts(folder) == 0


def test_the_compiled_texts_are_used() -> None:
    with override("zh-hans"):
        assert gettext("This was not done") == "这件事没有办成"
    with override("en"):
        assert gettext("This was not done") == "This was not done"


def test_many_of_a_thing_are_told_in_chinese() -> None:
    with override("zh-hans"):
        many = ngettext(
            "Only the first one is shown here; more follow.",
            "Only the first %(n)s are shown here; more follow.",
            30,
        )
    assert many % {"n": 30} == "此处仅显示前 30 条，后面还有。"
