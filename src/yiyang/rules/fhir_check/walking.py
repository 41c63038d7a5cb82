"""A resource against profiles: every element by all that the trees demand of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yiyang.rules.fhir_check import extensions, references, slicing, values
from yiyang.rules.fhir_check.always import DONE
from yiyang.rules.fhir_check.bundles import Entries
from yiyang.rules.fhir_check.elements import Item, is_resource, items_at, shape_at
from yiyang.rules.fhir_check.issues import Issue, Severity, has_error, issue
from yiyang.rules.fhir_check.library import of_type
from yiyang.rules.fhir_check.looking import Around
from yiyang.rules.fhir_check.nodes import Invariant, Node
from yiyang.rules.fhir_check.paths import Unreadable, holds
from yiyang.rules.fhir_check.profiles import Profiles
from yiyang.rules.fhir_check.terms import Terms
from yiyang.rules.fhir_check.vital_signs import implied_profiles

DEEPEST = 64
ANY_RESOURCE = frozenset({"Resource", "DomainResource"})
SYSTEM = "http://hl7.org/fhirpath/"


class Walker:
    """One check of one resource by profiles; ``issues`` is what it found."""

    def __init__(self, profiles: Profiles, terms: Terms, root: Mapping[str, Any]) -> None:
        self.profiles, self.terms, self.root = profiles, terms, root
        self.entries = Entries(root) if root.get("resourceType") == "Bundle" else None
        self.places: dict[int, Item] = {}  # resources by identity
        self.issues: list[Issue] = []
        self.done: set[tuple[str, str]] = set()
        self.verdicts: dict[tuple[str, str], bool] = {}
        self.truths: dict[tuple[str, str], bool | None] = {}
        self.depth = 0

    def tell(self, code: str, where: str, node: Node, **params: Any) -> None:
        """Note an error that a node's definition makes one."""
        self.issues.append(issue(code, where, profile=node.source, **params))

    def meets(self, item: Item, url: str, around: Around) -> bool:
        """Tell whether a value meets a profile; one that is being looked at is taken to."""
        key = (item.where, url)
        if self.profiles.type_of(url) not in ("", item.kind):
            return False
        if key not in self.verdicts:
            self.verdicts[key] = True
            self.verdicts[key] = not has_error(self.trial(lambda: self.profile(item, url, around)))
        return self.verdicts[key]

    def trial(self, look: Callable[[], None]) -> list[Issue]:
        """Return what a look would find, and note nothing of it."""
        kept, done = self.issues, self.done
        self.issues, self.done = [], set()
        try:
            look()
            return self.issues
        finally:
            self.issues, self.done = kept, done

    def profile(self, item: Item, url: str, around: Around) -> None:
        """Check a value by a profile or by its type's definition, once."""
        if (item.where, url) in self.done:
            return
        self.done.add((item.where, url))
        tree = self.profiles.tree(url)
        if tree is not None:
            self.element(item, tree, around, is_root=True)
        elif not url.startswith(of_type("")):
            self.issues.append(
                issue("PROFILE_UNKNOWN", item.where, severity=Severity.WARNING, url=url)
            )

    def element(self, item: Item, node: Node, around: Around, *, is_root: bool = False) -> None:
        """Check one value by one node, by its type, and all below it."""
        if self.depth > DEEPEST:
            return
        self.depth += 1
        if is_root and is_resource(item):
            around = Around(item.value, self.root, around.full_url)
        if item.value is not None:
            values.check_value(self, item, node)
            self._invariants(item, node, around)
        if not is_root:
            self._types(item, node, around)
            if is_resource(item):
                self._claims(item, around)
        self._below(item, node, around)
        self.depth -= 1

    def _below(self, item: Item, node: Node, around: Around) -> None:
        if node.children:
            self.children(item, node, around)
        if "." in item.kind:
            if not node.children and (base := self._base_node(item.kind)) is not None:
                self.children(item, base, around)
        elif not is_resource(item) or node.name == item.kind:
            self.profile(item, of_type(item.kind), around)

    def _base_node(self, path: str) -> Node | None:
        names = path.split(".")
        node = self.profiles.tree(of_type(names[0]))
        for name in names[1:]:
            node = node.children.get(name) if node else None
        return node

    def children(self, item: Item, node: Node, around: Around) -> None:
        """Check how many values each element has, and each of them."""
        is_profile = self.profiles.is_constraint(node.source)
        for name, child in node.children.items():
            found = named(item, name)
            if is_profile and not item.is_primitive:
                self._count(found, child, item.where)
            for one in found:
                if one.kind == "Extension":
                    extensions.check_extension(self, one, item, around)
                self.element(one, child, around)
            slicing.check_slices(self, found, child, around, item.where)

    def _count(self, found: list[Item], node: Node, where: str) -> None:
        if len(found) < node.low:
            self.tell(
                "ELEMENT_TOO_FEW", where, node, name=node.name, low=node.low, count=len(found)
            )
        if node.high is not None and len(found) > node.high:
            self.tell(
                "ELEMENT_TOO_MANY", where, node, name=node.name, high=node.high, count=len(found)
            )

    def _types(self, item: Item, node: Node, around: Around) -> None:
        fitting = [one for one in node.types if fits(one.code, item)]
        if node.types and not fitting:
            self.tell("TYPE_NOT_ALLOWED", item.where, node, type=item.kind)
            return
        demanded = [one.profiles for one in fitting]
        if demanded and all(demanded):
            urls = [url for profiles in demanded for url in profiles]
            if len(urls) == 1:
                self.profile(item, urls[0], around)
            elif not any(self.meets(item, url, around) for url in urls):
                self.tell("NO_PROFILE_MET", item.where, node)
        targets = tuple(url for one in fitting for url in one.targets)
        if item.kind == "Reference" and targets:
            references.check_target(self, item, node, targets, around)

    def _claims(self, item: Item, around: Around) -> None:
        """Check a resource inside another by what it says it meets."""
        full_url = ""
        if self.entries is not None:
            full_url = next(
                (str(e.get("fullUrl", "")) for e in self.entries.all
                 if e.get("resource") is item.value), around.full_url,
            )  # fmt: skip
        inside = Around(item.value, self.root, full_url)
        self.profile(item, of_type(item.kind), inside)
        for url in (*claimed(item.value), *implied_profiles(item.value)):
            self.profile(item, url, inside)

    def _invariants(self, item: Item, node: Node, around: Around) -> None:
        for one in node.invariants:
            if one.key not in DONE and not self._holds(item, one, around):
                severity = Severity.ERROR if one.is_error else Severity.WARNING
                told = issue(
                    "INVARIANT", item.where, severity=severity, profile=node.source,
                    key=one.key, human=one.human,
                )  # fmt: skip
                if told not in self.issues:
                    self.issues.append(told)

    def _holds(self, item: Item, one: Invariant, around: Around) -> bool:
        key = (item.where, one.expression)
        if key not in self.truths:
            known = {"resource": around.resource, "rootResource": around.root}
            try:
                self.truths[key] = holds(one.expression, item.value, item.kind, known)
            except Unreadable:
                self.truths[key] = None
        return self.truths[key] is not False


def named(item: Item, name: str) -> list[Item]:
    """Return the values of one element of a value, whichever type a choice has."""
    holder = item.beside if item.is_primitive else item.value
    owner = "Element" if item.is_primitive else item.kind
    shape = shape_at(owner)
    if not isinstance(holder, dict) or shape is None:
        return []
    keys = shape.choices.get(name, (name,))
    return [one for key in keys for one in items_at(holder, key, shape, item.where, owner)]


def fits(code: str, item: Item) -> bool:
    """Tell whether a value is of a type that a definition names."""
    if code.startswith(SYSTEM) or code == "":
        return True
    if code in ANY_RESOURCE:
        return is_resource(item) or item.kind == "Resource"
    if item.path.endswith((".url", ".id")) and code in ("uri", "id", "string"):
        return True  # the published table calls both System.String
    if code in ("BackboneElement", "Element"):
        return "." in item.kind or item.kind == code
    return code == item.kind


def claimed(resource: Mapping[str, Any]) -> list[str]:
    """Return the profiles that a resource says it meets."""
    meta = resource.get("meta")
    urls = meta.get("profile") if isinstance(meta, dict) else None
    return [url for url in urls if isinstance(url, str)] if isinstance(urls, list) else []
