"""The Chinese of pages and commands: ``.po`` files compiled, and checked for what is missing.

English stands in templates and code as the message id.  Each area keeps its Chinese in
``web/texts/<area>/zh_Hans/LC_MESSAGES/django.po``.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import polib
from django.utils.translation.template import templatize

from yiyang.kernel.messages import BadText, Catalogue, load_package_texts

PACKAGE = Path(__file__).parents[1]
FACES = Path(__file__).parent
TEXTS = FACES / "web" / "texts"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
GETTEXT = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
CONTEXT = frozenset({"pgettext", "pgettext_lazy"})


@dataclass(frozen=True)
class Said:
    """One message id of a page or a command, and where it stands."""

    msgid: str
    context: str | None
    where: str


def compile_texts(folder: Path = TEXTS) -> int:
    """Compile every ``.po`` below ``folder`` whose ``.mo`` is older; return how many.

    Each file is replaced in one step, so several processes may do this at once.
    """
    done = 0
    for source in sorted(folder.rglob("*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        fresh = compiled.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(compiled)
        done += 1
    return done


def faults(package: Path = PACKAGE) -> list[str]:
    """Return every text that is missing, unfinished, ambiguous or fills other places."""
    folder = package / "faces" / "web" / "texts"
    found = _translation_faults(package / "faces") + differing(folder) + _plural_faults(folder)
    try:
        catalogue = load_package_texts(package)
    except BadText as bad:
        return [*found, str(bad)]
    return [
        *found,
        *_placeholder_faults(catalogue),
        *_code_faults(package, catalogue),
        *_label_faults(package / "faces", catalogue),
    ]


def differing(folder: Path = TEXTS) -> list[str]:
    """Return the message ids that two areas translate differently.

    The areas become one catalogue, in which the first of them would speak for all: words that
    mean another thing elsewhere need a message id of their own.
    """
    seen: dict[tuple[str | None, str], dict[str, str]] = {}
    for area, entry in _entries(folder):
        seen.setdefault((entry.msgctxt, entry.msgid), {})[area] = entry.msgstr or "|".join(
            entry.msgstr_plural.values()
        )
    return [
        f"{msgid!r} has two meanings: "
        + ", ".join(f"{area} {text}" for area, text in texts.items())
        for (_, msgid), texts in sorted(seen.items(), key=str)
        if len(set(texts.values())) > 1
    ]


def _plural_faults(folder: Path) -> list[str]:
    """Return the areas whose plurals stay English, as the rule of one form is not stated."""
    files = {path.relative_to(folder).parts[0]: path for path in sorted(folder.rglob("*.po"))}
    return [
        f"{area}: has plurals, and no Plural-Forms of one form"
        for area, catalogue in ((area, polib.pofile(str(path))) for area, path in files.items())
        if any(entry.msgid_plural for entry in catalogue)
        and "nplurals=1" not in catalogue.metadata.get("Plural-Forms", "")
    ]


def said_in_faces(faces: Path = FACES) -> Iterator[Said]:
    """Return every message id in the templates and the Python of the faces."""
    for path in sorted(faces.rglob("*.html")) + sorted(faces.rglob("*.txt")):
        if "templates" in path.parts:
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield from _template_ids(source, path.relative_to(faces))
    for path in sorted(faces.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from _python_ids(tree, path.relative_to(faces))


LABEL = re.compile(r"\"([A-Z][A-Z0-9_]*)\"\|(?:label|label_or_code|say)\b")
CALL = re.compile(
    r"\b(_|p?n?p?gettext)\(\s*(u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")"
    r"(?:\s*,\s*(u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"))?",
    re.DOTALL,
)


def _template_ids(source: str, where: Path) -> Iterator[Said]:
    for call in CALL.finditer(source):
        function, first, second = call.group(1), call.group(2), call.group(3)
        if function.endswith("pgettext") and second:
            yield Said(ast.literal_eval(second), ast.literal_eval(first), str(where))
        else:
            yield Said(ast.literal_eval(first), None, str(where))


def _python_ids(tree: ast.AST, where: Path) -> Iterator[Said]:
    called = _names_of_gettext(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        name = called.get(name, name)
        words = [a.value for a in node.args if isinstance(a, ast.Constant)]
        place = f"{where}:{node.lineno}"
        if name in GETTEXT | PLURAL and words and isinstance(words[0], str):
            yield Said(words[0], None, place)
        elif name in CONTEXT and len(words) > 1:
            yield Said(str(words[1]), str(words[0]), place)


def _names_of_gettext(tree: ast.AST) -> dict[str, str]:
    """Return the names that a file gives to Django's functions, and what each of them is."""
    return {
        name.asname: name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname
    }


def _entries(folder: Path) -> Iterator[tuple[str, polib.POEntry]]:
    for path in sorted(folder.rglob("*.po")):
        for entry in polib.pofile(str(path)):
            yield path.relative_to(folder).parts[0], entry


def _translation_faults(faces: Path) -> list[str]:
    found: list[str] = []
    translated: set[tuple[str | None, str]] = set()
    for area, entry in _entries(faces / "web" / "texts"):
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        if "fuzzy" in entry.flags:
            found.append(f"{area}: {entry.msgid!r} is fuzzy")
        elif all(texts):
            translated.add((entry.msgctxt, entry.msgid))
            found.extend(
                f"{area}: {entry.msgid!r} fills other places than its translation"
                for text in texts
                if not entry.msgid_plural
                and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid))
            )
    for said in said_in_faces(faces):
        if said.msgid and (said.context, said.msgid) not in translated:
            found.append(f"{said.where}: {said.msgid!r} has no Chinese")
    return found


def _placeholder_faults(catalogue: Catalogue) -> list[str]:
    return [
        f"texts.yaml: {code} fills other places in Chinese than in English"
        for code, text in sorted(catalogue.texts.items())
        if _fields(text.zh) != _fields(text.en)
    ]


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _code_faults(package: Path, catalogue: Catalogue) -> list[str]:
    return [
        f"{where}: {code} has no text"
        for path in sorted(package.rglob("*.py"))
        for where, code in codes_said(path, package)
        if code not in catalogue.texts
    ]


def _label_faults(faces: Path, catalogue: Catalogue) -> list[str]:
    """Return the codes that a template writes out for their text, and that have none."""
    return [
        f"{path.relative_to(faces)}: {code} has no text"
        for path in sorted(faces.rglob("*.html"))
        for code in LABEL.findall(path.read_text(encoding="utf-8"))
        if code not in catalogue.texts
    ]


def codes_said(path: Path, package: Path = PACKAGE) -> Iterator[tuple[str, str]]:
    """Return ``(where, code)`` of each refusal and each literal message in a Python file."""
    where = path.relative_to(package)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                code = _refusal_code(statement)
                if code is not None:
                    yield f"{where}:{statement.lineno}", code
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "Message"
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield f"{where}:{node.lineno}", str(node.args[0].value)


def _refusal_code(statement: ast.stmt) -> str | None:
    """Return the code of ``code = "CODE"`` or ``code: ClassVar[str] = "CODE"`` in a class."""
    target: ast.expr | None = None
    if isinstance(statement, ast.AnnAssign):
        target = statement.target
    elif isinstance(statement, ast.Assign):
        target = statement.targets[0]
    value = getattr(statement, "value", None)
    if getattr(target, "id", "") != "code" or not isinstance(value, ast.Constant):
        return None
    return str(value.value)
