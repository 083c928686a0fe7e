"""The house's rules as functions over a source tree, so that each can also be run on a tree with a planted fault."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ALWAYS_PURE = {"rules.py", "sheet.py", "paper.py", "slots.py", "working_days.py", "quoracy.py"}
# Files outside the subjects' roles that may touch the store.
WIRING = {
    "cpconf/circulation/printing.py": "names queries and actions for whoever asks and changes; opens nothing",
    "cpconf/all_records.py": "gathers every record for the migrations",
    "cpconf/access/rules.py": "names permissions, the store's own words; opens nothing",
    "cpconf/cli.py": "the terminal is wiring",
    "cpconf/opening.py": "opens the store for the window, with every record known",
}
CLOCK_READERS = {"ui/app.py", "cpconf/cli.py"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time"), ("datetime", "today")}
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
MAX_FILE, MAX_FUNCTION = 350, 40
JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "service"}


def sources(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file of the program below `root`: relative path and tree."""
    for package in ("cpconf", "ui"):
        for file in sorted((root / package).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(root).as_posix(), ast.parse(file.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module named by an import, at any depth, except for type checking only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def impure_files(root: Path) -> list[str]:
    """Rule 2: rules, engines, sheets and papers know neither SQLAlchemy nor the store, nor what does.

    A file may touch the store if it is a subject's records, or if it holds actions or queries: functions whose first
    parameter is a Reading or a Writing. Everything else is pure, and imports only what is pure.
    """
    trees = {path: tree for path, tree in sources(root) if path.startswith("cpconf/") and "cpconf/store/" not in path}
    stored = {path for path, tree in trees.items() if _touches_the_store(tree)}
    modules = {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in stored}
    found = []
    for path, tree in trees.items():
        name = path.split("/")[-1]
        if path in WIRING or path.startswith("cpconf/commands/"):
            continue
        allowed = name == "records.py" or (name not in ALWAYS_PURE and _asks_or_writes(tree))
        if not allowed and (path in stored or modules & set(imports(tree))):
            found.append(path)
    return found


def _touches_the_store(tree: ast.Module) -> bool:
    return any(name.split(".")[0] == "sqlalchemy" or name.startswith("cpconf.store") for name in imports(tree))


def _asks_or_writes(tree: ast.Module) -> bool:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.args.args]
    first = {ast.unparse(node.args.args[0].annotation) for node in functions if node.args.args[0].annotation}
    return bool(first & {"Reading", "Writing", "Store"})


def session_openers(root: Path) -> list[str]:
    """Rule 5: only the store opens sessions and engines, commits and rolls back."""
    makers = {"Session", "sessionmaker", "create_engine", "scoped_session"}
    found = []
    for path, tree in sources(root):
        if path.startswith("cpconf/store/"):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in makers or name in {"commit", "rollback"}:
                found.append(f"{path}:{node.lineno} {name}")
            if name == "_session":
                found.append(f"{path}:{node.lineno} {name}")
        found += [
            f"{path}:{node.lineno} _session"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr == "_session"
        ]
    return found


def clock_readers(root: Path) -> list[str]:
    """Nobody reads the clock but ui/app.py and cpconf/cli.py."""
    found = []
    for path, tree in sources(root):
        if path in CLOCK_READERS:
            continue
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.func.attr) in CLOCKS:
                found.append(f"{path}:{node.lineno}")
    return found


def too_long(root: Path) -> list[str]:
    """A file past 350 lines or a function past 40 without a written reason."""
    found = []
    for path, tree in sources(root):
        lines = len((root / path).read_text("utf-8").splitlines())
        if lines > MAX_FILE and path not in LONG_FILES:
            found.append(f"{path} ({lines} lines)")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > MAX_FUNCTION and f"{path}:{node.name}" not in LONG_FUNCTIONS:
                    found.append(f"{path}:{node.name} ({length} lines)")
    return found


def without_a_word(root: Path) -> list[str]:
    """Every module says in one sentence what it is."""
    return [path for path, tree in sources(root) if not ast.get_docstring(tree)]


def junk_drawers(root: Path) -> list[str]:
    """No module or folder under a name that says nothing."""
    return [path for path, _ in sources(root) if JUNK & set(path.removesuffix(".py").split("/"))]
