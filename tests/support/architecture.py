"""What the house style asks of the source and a machine can read. Each check answers with its findings."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
FUNCTION, VIEW, MODULE, TEMPLATE = 40, 25, 400, 150
MODEL_SIGNALS = {
    "pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "class_prepared",
}  # fmt: skip
VAGUE = {"utils.py", "helpers.py", "util.py", "helper.py", "misc.py", "tools.py"}


@lru_cache(maxsize=1)  # all that is asked of a file is asked of it in turn
def nodes(source: str) -> list[ast.AST]:
    """Everything in it."""
    return list(ast.walk(ast.parse(source)))


def long_functions(source: str, limit: int) -> list[str]:
    """Functions and methods of more than ``limit`` lines, decorators aside."""
    return [
        f"{node.name}: {length} lines"
        for node in nodes(source)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > limit
    ]


def too_long(text: str, limit: int) -> list[str]:
    """The number of lines, when it is above ``limit``."""
    length = len(text.splitlines())
    return [f"{length} lines"] if length > limit else []


def model_signals(source: str) -> list[str]:
    """Uses of the signals that Django sends about models."""
    found = []
    for node in nodes(source):
        name = node.attr if isinstance(node, ast.Attribute) else node.name if isinstance(node, ast.alias) else ""
        if name in MODEL_SIGNALS:
            found.append(name)
    return found


def save_overrides(source: str) -> list[str]:
    """Classes that define ``save`` themselves."""
    return [
        f"{node.name}.{part.name}"
        for node in nodes(source)
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"}
    ]


def orderings(source: str) -> list[str]:
    """Models that order every query of theirs."""
    return [
        f"line {part.lineno}"
        for node in nodes(source)
        if isinstance(node, ast.ClassDef) and node.name == "Meta"
        for part in node.body
        if isinstance(part, ast.Assign) and any(ast.unparse(target) == "ordering" for target in part.targets)
    ]


INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/(?:ld\+)?json)", re.IGNORECASE),
    "a style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=\s*[\"']", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}


def inline_code(template: str) -> list[str]:
    """What the Content-Security-Policy would refuse; arguments of template tags are no attributes."""
    html = re.sub(r"{%.*?%}", "", template)
    return [what for what, pattern in INLINE.items() if pattern.search(html)]


def opening_lines(source: str) -> list[str]:
    """An app opens with three lines: what it is, an empty one, and what it is not."""
    lines = (ast.get_docstring(ast.parse(source)) or "").splitlines()
    if len(lines) < 3 or lines[1] or not re.search(r"\b(?:not|no|nothing|never)\b", " ".join(lines[2:]), re.IGNORECASE):
        return ["does not say in three lines what it is and is not"]
    return []


def upward_imports(source: str, above: set[str]) -> list[str]:
    """Names imported from apps ``above``, wherever that hides: in functions, under TYPE_CHECKING."""
    found = []
    for node in nodes(source):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{name}" for name in names if not node.level]
        found += [name for name in names if name.partition(".")[0] in above]
    return found


def upward_words(source: str, above: set[str], names: set[str]) -> list[str]:
    """Apps ``above`` in strings ("registrations.Registration", "registrations/_panel.html"), and ``names``
    (what their models are called from below) in lookups and attributes.
    """
    found = []
    for node in nodes(source):
        if isinstance(node, ast.Attribute) and node.attr in names:
            found.append(f".{node.attr}")
        elif isinstance(node, ast.keyword) and node.arg and names & set(node.arg.split("__")):
            found.append(f"{node.arg}=")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _points_up(node.value, above, names):
            found.append(repr(node.value))
    return found


def _points_up(text: str, above: set[str], names: set[str]) -> bool:
    if re.fullmatch(r"-?[a-z_0-9]+", text) and "__" in text:
        return bool(set(names) & set(text.removeprefix("-").split("__")))
    return bool(re.fullmatch(rf"(?:{'|'.join(sorted(above)) or '-'})(?:\.\w|/)\S*", text))


def upward_template(text: str, above: set[str], names: set[str]) -> list[str]:
    """Templates and reverse names of apps ``above`` in a template."""
    apps = "|".join(sorted(above)) or "-"
    found = re.findall(rf"[\"'](?:{apps})/[^\"']+[\"']", text)
    if names:
        found += re.findall(rf"\.(?:{'|'.join(sorted(names))})\b(?=[^\"']*[%}}]}})", text)
    return found


def python_files(*folders: str) -> Iterator[Path]:
    """Our own source, migrations aside."""
    for folder in folders:
        yield from (path for path in sorted((TOP / folder).rglob("*.py")) if "migrations" not in path.parts)


def findings(paths: Iterable[Path], *checks: Callable[[str], list[str]]) -> list[str]:
    """All ``checks`` on the text of each file, each finding with its place."""
    return [
        f"{path.relative_to(TOP)}: {found}"
        for path in paths
        for text in [path.read_text()]
        for check in checks
        for found in check(text)
    ]
