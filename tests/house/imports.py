"""The layers of the product and who may import whom, as the table of the architecture has it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tests.house.source import PACKAGES, ROOT, Finding, list_python_files, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Modules that share a rank. They see every lower rank, themselves, and each other when `together`."""

    rank: int
    modules: tuple[str, ...]
    libraries: tuple[str, ...] = ()
    together: bool = True
    not_below: tuple[str, ...] = ()


WEB = ("django", "allauth", "crispy_forms", "csp")
LAYERS = (
    Layer(rank=0, modules=("assessments.scoring",)),
    Layer(rank=1, modules=("assessments.charts",), libraries=("plotly",), together=False),
    Layer(rank=1, modules=("assessments.exchange",), libraries=("yaml",), together=False),
    Layer(
        rank=1,
        modules=("accounts", "roles"),
        libraries=("django", "allauth", "crispy_forms", "simple_history", "markdown_it", "nh3"),
        together=False,
        not_below=("assessments",),
    ),
    Layer(rank=2, modules=("assessments.models", "assessments.guards"), libraries=("django", "simple_history")),
    Layer(rank=3, modules=("assessments.queries", "assessments.wording"), libraries=("django",)),
    Layer(
        rank=4,
        modules=("assessments.actions", "assessments.forms", "assessments.jobs"),
        libraries=("django", "crispy_forms"),
    ),
    Layer(rank=4, modules=("assessments.report",), libraries=("django", "weasyprint")),
    Layer(
        rank=5,
        modules=tuple(
            f"assessments.{name}"
            for name in ("views", "admin", "management", "templatetags", "middleware", "system_checks", "apps")
        ),
        libraries=WEB,
    ),
    Layer(rank=6, modules=("assessments.urls",), libraries=("django",)),
    Layer(rank=7, modules=("ospo_site",), libraries=(*WEB, "whitenoise")),
)
# A package's own page of documentation; it may say what the package is, and import nothing.
BARE = ("assessments",)


def list_modules() -> dict[str, str]:
    """Dotted name → source text of every module of ours."""
    return {name_of(path.relative_to(ROOT).as_posix()): read(path) for path in list_python_files(*PACKAGES)}


def name_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def find_layer(module: str) -> Layer | None:
    return next((layer for layer in LAYERS if find_member(layer, module)), None)


def find_member(layer: Layer, module: str) -> str | None:
    """The entry of the layer that the module is, or is inside of."""
    return next((name for name in layer.modules if module == name or module.startswith(f"{name}.")), None)


def walk_imports(module: str, text: str, *, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything the module imports, wherever it does so, for type checkers too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve(module, node, known=known)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield node.lineno, inner if inner in known else base


def resolve(module: str, node: ast.ImportFrom, *, known: Collection[str]) -> str:
    """The absolute name that a relative import means; a package is its own first parent."""
    if not node.level:
        return node.module or ""
    is_package = any(name.startswith(f"{module}.") for name in known)
    parts = module.split(".")
    parents = parts[: len(parts) - node.level + is_package]
    return ".".join([*parents, *([node.module] if node.module else [])])


def check_module(module: str, text: str, *, known: Collection[str]) -> Iterator[Finding]:
    layer = find_layer(module)
    imports = list(walk_imports(module, text, known=known))
    if layer is None:
        if module not in BARE or [name for _, name in imports if name != "__future__"]:
            yield Finding(where=module, what="stands in no layer of the architecture")
        return
    for line, name in imports:
        if not may_import(module, layer, name):
            yield Finding(where=f"{module}:{line}", what=f"rank {layer.rank} may not import {name}")


def may_import(module: str, layer: Layer, name: str) -> bool:
    top = name.partition(".")[0]
    if top not in PACKAGES:
        return top in sys.stdlib_module_names or top in layer.libraries
    target = find_layer(name)
    if target is None:
        return name in BARE
    if find_member(layer, module) == find_member(target, name):
        return True
    if any(name == barred or name.startswith(f"{barred}.") for barred in layer.not_below):
        return False
    if target.rank == layer.rank:
        return layer.together and target.together
    return target.rank < layer.rank
