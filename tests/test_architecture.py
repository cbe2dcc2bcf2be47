"""The house style, as far as a machine can read it. Import contracts are lint-imports' part."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CheckConstraint
from django.template import TemplateDoesNotExist, engines

from tests.support import architecture
from tests.support.architecture import TOP
from tests.support.routes import routes

CONTRACTS = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]
APPS = CONTRACTS["root_packages"]
LAYERS = [set(layer.split(" | ")) for layer in CONTRACTS["contracts"][0]["layers"]]
SOURCE = list(architecture.python_files(*APPS))
TESTS = list(architecture.python_files("tests", "script"))
TEMPLATES = sorted((TOP / "templates").rglob("*.html"))
PERSON = "accounts.models.User"  # what settings.AUTH_USER_MODEL is called for the type checker; see the contracts
HANDLERS = {"400.html", "403.html", "403_csrf.html", "404.html", "413.html", "429.html", "500.html"}


def above(app: str) -> set[str]:
    """The apps that ``app`` may not know."""
    level = next(number for number, layer in enumerate(LAYERS) if app in layer)
    return set().union(*LAYERS[:level])


def names_from_above(app: str) -> set[str]:
    """What models of higher apps are called from the models of ``app``: accessors and lookups."""
    higher = above(app)
    return {
        name
        for model in (apps.get_app_config(app).get_models() if apps.is_installed(app) else ())
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in higher
        for name in (relation.get_accessor_name(), relation.name)
        if name
    }


def short(limit: int) -> Callable[[str], list[str]]:
    """Says which functions have more than ``limit`` lines, and whether the module is longer than any may be."""
    return lambda source: (
        architecture.long_functions(source, limit) + architecture.too_long(source, architecture.MODULE)
    )


def test_source_keeps_the_style():
    checks = (architecture.model_signals, architecture.save_overrides, architecture.orderings)

    assert architecture.findings(SOURCE, *checks, short(architecture.FUNCTION)) == []


def test_views_are_sentences():
    views = [path for path in SOURCE if path.name == "views.py" or "views" in path.parts]

    found = architecture.findings(views, lambda source: architecture.long_functions(source, architecture.VIEW))

    assert found == []


def test_tests_and_commands_are_short_enough_to_read():
    assert architecture.findings(TESTS, short(architecture.FUNCTION)) == []


def test_no_module_has_a_vague_name():
    assert [str(path) for path in SOURCE + TESTS if path.name in architecture.VAGUE] == []


def test_templates_are_short_and_carry_no_code():
    pages = [path for path in TEMPLATES if path.relative_to(TOP / "templates").parts[0] not in {"emails", "documents"}]

    long = architecture.findings(TEMPLATES, lambda text: architecture.too_long(text, architecture.TEMPLATE))
    inline = architecture.findings(pages, architecture.inline_code)

    assert (long, inline) == ([], [])


def test_every_check_of_the_database_is_tested():
    said = "\n".join(path.read_text() for path in TESTS)
    checks = [
        constraint.name
        for app in APPS
        for model in (apps.get_app_config(app).get_models() if apps.is_installed(app) else ())
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    ]

    assert [name for name in checks if name not in said] == []


@pytest.mark.parametrize("app", APPS)
def test_an_app_says_what_it_is_and_is_not(app):
    assert architecture.opening_lines((TOP / app / "__init__.py").read_text()) == []


@pytest.mark.parametrize("app", APPS)
def test_an_app_does_not_know_those_above(app):
    higher, names = above(app), names_from_above(app)
    source = list(architecture.python_files(app))
    templates = sorted((TOP / "templates" / app).rglob("*.html"))

    known = higher - {"config"}  # programs that are started are told where the settings stand
    written = architecture.findings(
        source,
        lambda text: [name for name in architecture.upward_imports(text, higher) if name != PERSON],
        lambda text: architecture.upward_words(text, known, names),
    )
    drawn = architecture.findings(templates, lambda text: architecture.upward_template(text, higher, names))

    assert (written, drawn) == ([], [])


def test_every_route_says_whom_it_is_for():
    assert [str(route) for route in routes() if route.rule is None] == []


def test_every_template_is_used():
    files = sorted(path for path in (TOP / "templates").rglob("*.*") if path.is_file())
    texts = [path.read_text() for path in [*SOURCE, *files]]
    templates = [path.relative_to(TOP / "templates") for path in files]

    unused = [str(name) for name in templates if not _is_used(name, texts)]

    assert sorted(unused) == []


def _is_used(name: Path, texts: list[str]) -> bool:
    """Named in full, or as a kind of message or without ending for mail, or in the place of a package's own."""
    short = str(name.with_suffix("")).removeprefix("emails/")
    kind = short.replace("/", ".")
    return (
        name.name in HANDLERS
        or any(f'"{name}"' in text or f"'{name}'" in text or f"{name}#" in text for text in texts)
        or (name.parts[0] == "emails" and any(f'"{short}"' in text or f'"{kind}"' in text for text in texts))
        or _overrides_a_package(str(name))
        or _overrides_a_package(str(name.with_suffix(".txt")))  # allauth's mails; the HTML twin is ours alone
    )


def _overrides_a_package(name: str) -> bool:
    for loader in engines["django"].engine.template_loaders:
        for each in getattr(loader, "loaders", [loader]):
            for origin in each.get_template_sources(name):
                if not Path(origin.name).is_relative_to(TOP / "templates"):
                    try:
                        each.get_contents(origin)
                    except TemplateDoesNotExist:
                        continue
                    return True
    return False
