"""What a tag says: only names, their fields, a few filters and comparisons; never a program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rendering.template_check.faults import Problem, near, problem
from rendering.template_check.model import Name

FILTERS = (
    "abs", "count", "d", "default", "first", "join", "last", "length", "lower", "reverse",
    "round", "sort", "trim", "upper",
)  # fmt: skip
_TESTS = frozenset({"defined", "undefined", "none", "even", "odd"})
_TAKES_LIST = frozenset({"count", "first", "join", "last", "length", "reverse", "sort"})
_GIVES_LIST = frozenset({"reverse", "sort"})
_HARMLESS = (
    nodes.Const, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.CondExpr,
    nodes.Add, nodes.Sub, nodes.Neg, nodes.Pos, nodes.Concat, nodes.Keyword,
)  # fmt: skip
_LITERALS = (nodes.List, nodes.Tuple)
_SIGNS = {
    "Mul": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "Dict": "{…}",
    "Getitem": "[…]",
}  # fmt: skip
_LONGEST = 500
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e。【】]")
_SYNTAX = ImmutableSandboxedEnvironment()
TEXT = Name("", "text")
LOOP = Name(
    "loop",
    "record",
    "循环里的第几项",
    tuple(
        Name(name, "text")
        for name in ("index", "index0", "revindex", "revindex0", "first", "last", "length")
    ),
)


class Expressions:
    """Judges expressions by the names that are known where they stand.

    Attributes:
        used: Names that were met so far.
        written: Those of them that were shown or looped over, not only asked for.
    """

    def __init__(self, outside: Iterable[str]) -> None:
        """Prepare for a part.

        Args:
            outside: Variables of any loop in the part, to tell one out of its loop from a wrong
                name.
        """
        self.used: set[str] = set()
        self.written: set[str] = set()
        self.loops = set(outside)
        self._scope: Mapping[str, Name] = {}
        self._problems: list[Problem] = []

    def shown(self, text: str, scope: Mapping[str, Name]) -> list[Problem]:
        """Judge what ``{{ … }}`` shows."""
        found = _parsed(f"{{{{{text}}}}}", text)
        if isinstance(found, Problem):
            return [found]
        output = next(iter(found.find_all(nodes.Output)), None)
        if output is None or len(output.nodes) != 1:
            return [problem("syntax", detail="：标签是空的")]
        return self._judged(output.nodes[0], scope, shown=True)

    def hidden(self, text: str, scope: Mapping[str, Name]) -> list[Problem]:
        """Judge the same in a watermark or beside a picture, which no proof reads."""
        before = {*self.written}
        problems = self.shown(text, scope)
        self.written = before
        return problems

    def condition(self, text: str, scope: Mapping[str, Name]) -> list[Problem]:
        """Judge the condition of ``if`` and ``elif``."""
        found = _parsed(f"{{% if {text} %}}{{% endif %}}", text)
        if isinstance(found, Problem):
            return [found]
        test = next(iter(found.find_all(nodes.If))).test
        return self._judged(test, scope)

    def loop(self, text: str, scope: Mapping[str, Name]) -> tuple[dict[str, Name], list[Problem]]:
        """Judge what follows ``for``, and give the names of the loop."""
        found = _parsed(f"{{% for {text} %}}{{% endfor %}}", text)
        if isinstance(found, Problem):
            return {}, [found]
        loop = next(iter(found.find_all(nodes.For)))
        problems = self._judged(loop.iter, scope, looped=True)
        if loop.recursive or not isinstance(loop.target, nodes.Name):
            return {}, [*problems, problem("syntax", detail="：循环只能写作 for 名称 in 一列")]
        inside = {loop.target.name: Name(loop.target.name, "text"), "loop": LOOP}
        if loop.test is not None:
            problems += self._judged(loop.test, {**scope, **inside})
        return inside, problems

    def _judged(
        self,
        node: nodes.Node,
        scope: Mapping[str, Name],
        *,
        shown: bool = False,
        looped: bool = False,
    ) -> list[Problem]:
        self._scope, self._problems = scope, []
        shape = self._shape(node)
        if shown or looped:
            self.written.update(name.name for name in node.find_all(nodes.Name))
            self.written.update([node.name] if isinstance(node, nodes.Name) else ())
        if shape is None:
            return self._problems
        if shape.kind == "place":
            self._say("place-form", name=shape.name)
        elif looped and shape.kind != "list":
            self._say("not-a-list", name=shape.name)
        elif shown and shape.kind == "list":
            self._say("list-as-text", name=shape.name)
        elif shown and shape.kind == "record":
            self._say("record-as-text", name=shape.name, example=shape.fields[0].name)
        return self._problems

    def _say(self, kind: str, **facts: object) -> None:
        self._problems.append(problem(kind, **facts))

    def _shape(self, node: nodes.Node) -> Name | None:
        """Tell what an expression gives; None where it is wrong, which has been said."""
        match node:
            case nodes.Name():
                found = self._name(node.name)
            case nodes.Getattr():
                found = self._field(node.node, node.attr)
            case nodes.Getitem(arg=nodes.Const(value=str() as field)):
                found = self._field(node.node, field)
            case nodes.Filter():
                found = self._filtered(node)
            case nodes.Test():
                found = self._tested(node)
            case _:
                found = self._composed(node)
        return found

    def _composed(self, node: nodes.Node) -> Name | None:
        if isinstance(node, (*_HARMLESS, *_LITERALS)):
            self._inside(node)
            return Name("", "list") if isinstance(node, _LITERALS) else TEXT
        if isinstance(node, nodes.Call):
            self._say("call", what=_source(node.node))
            self._inside(node)
        else:
            self._say("unsafe", what=_SIGNS.get(type(node).__name__, "…"))
        return None

    def _inside(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            self._shape(child)

    def _name(self, name: str) -> Name | None:
        if name.startswith("_"):
            self._say("unsafe", what=name)
            return None
        known = self._scope.get(name)
        if known is None:
            if name in self.loops or name == "loop":
                self._say("outside-loop", name=name)
            else:
                self._say("unknown-name", name=name, near=near(name, self._scope))
        else:
            self.used.add(name)
        return known

    def _field(self, owner: nodes.Node, field: str) -> Name | None:
        shape = self._shape(owner)
        if field.startswith("_"):
            self._say("unsafe", what=field)
            return None
        if shape is None:
            return None
        found = shape.field(field)
        if found is None:
            known = (one.name for one in shape.fields)
            name = shape.name or _source(owner)
            self._say("unknown-field", name=name, field=field, near=near(field, known))
        return found

    def _filtered(self, node: nodes.Filter) -> Name | None:
        shape = self._shape(node.node) if node.node is not None else None
        for child in (*node.args, *node.kwargs):
            self._shape(child.value if isinstance(child, nodes.Keyword) else child)
        if node.name not in FILTERS:
            self._say(
                "filter", name=node.name, near=near(node.name, FILTERS), known="、".join(FILTERS)
            )
            return None
        if shape is None:
            return None
        if shape.kind == "list" and node.name not in _TAKES_LIST:
            return shape
        return Name(shape.name, "list") if node.name in _GIVES_LIST else TEXT

    def _tested(self, node: nodes.Test) -> Name | None:
        self._inside(node)
        if node.name not in _TESTS:
            self._say("syntax", detail=f"：不能用 is {node.name}")
            return None
        return TEXT


def _parsed(source: str, text: str) -> nodes.Template | Problem:
    signs = "".join(dict.fromkeys(_FULL_WIDTH.findall(_without_strings(text))))
    if signs:
        return problem("full-width", signs=signs)
    if len(text) > _LONGEST:
        return problem("syntax", detail=f"：超过{_LONGEST}个字")
    try:
        return _SYNTAX.parse(source)
    except (TemplateSyntaxError, RecursionError, OverflowError, ValueError):
        return problem("syntax", detail="")


def _without_strings(text: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"", "", text)


def _source(node: nodes.Node | None) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_source(node.node)}.{node.attr}"
        case nodes.Const():
            return repr(node.value)
        case _:
            return "…"
