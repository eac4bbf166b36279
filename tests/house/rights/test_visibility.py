"""Every table says who sees its rows, pages load rows through that, and whoever may act on a row sees it."""

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from campaign_portal.foundation import workflow
from campaign_portal.foundation.workflow import Flow
from emulation.territory.models import FactQuerySet, UnitFact
from tests.house.rights.marks import ITSELF, NOBODYS, our_models, way_to_owner
from tests.house.rights.table import table

APPS = ("campaign_portal", "emulation", "awards", "reporting")


def _leads_to_a_unit(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    if issubclass(model, UnitFact):
        return True
    above = {field.related_model for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)}
    return any(_leads_to_a_unit(one, seen | {model}) for one in above - seen - {model} if isinstance(one, type))


# --- Tables -----------------------------------------------------------------------------------------------------


def test_the_table_speaks_of_every_model_and_of_no_other():
    said = set(table().raw["visibility"])
    assert said == {model.__name__ for model in our_models()}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_rows_are_seen_by_themselves_or_through_their_owner(model):
    way = way_to_owner(model)
    if issubclass(model, UnitFact):
        assert way == ITSELF, f"a {model.__name__} belongs to a unit: it decides itself"
    if way == ITSELF:
        assert hasattr(model._default_manager.all(), "visible_to")
    elif way == NOBODYS:
        assert table().raw["visibility"][model.__name__]["because"], "say why its rows are nobody's"
    elif way != "owner_key":  # a key of text, resolved by `files` and `jobs`
        above = model._meta.get_field(way).related_model
        assert way_to_owner(above) != NOBODYS, f"{above.__name__} is nobody's"


def test_what_is_nobody_s_leads_to_no_unit_or_says_why():
    for model in our_models():
        said = table().raw["visibility"][model.__name__]
        if way_to_owner(model) == NOBODYS and _leads_to_a_unit(model):
            assert said.get("though it leads to a unit"), (
                f"{model.__name__} points to a unit's row: say why all may see it"
            )


# --- Pages load through visible_to ------------------------------------------------------------------------------


def _pages() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if {"views", "forms"} & set(path.relative_to(settings.BASE_DIR).with_suffix("").parts):
                yield path


class _BareLoads(ast.NodeVisitor):
    """`Model.objects….get(…)`, `get_object_or_404(Model…)` without `visible_to` on the way."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names, self.function, self.found = names, "", set[str]()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, self.function = self.function, node.name
        self.generic_visit(node)
        self.function = outer

    def visit_Call(self, node: ast.Call) -> None:
        source = ast.unparse(node)
        if isinstance(node.func, ast.Name) and node.func.id == "get_object_or_404":
            self._note(ast.unparse(node.args[0]))
        elif isinstance(node.func, ast.Attribute) and node.func.attr in {"get", "aget"} and ".objects" in source:
            self._note(ast.unparse(node.func.value))
        self.generic_visit(node)

    def _note(self, source: str) -> None:
        model = source.split(".")[0].split("(")[0]
        if model in self.names and "visible_to" not in source and "request" not in model:
            self.found.add(f"{self.function}: {model}")


def bare_loads(text: str) -> set[str]:
    seen = _BareLoads(frozenset(model.__name__ for model in our_models()))
    seen.visit(ast.parse(text))
    return seen.found


def test_pages_load_rows_through_visible_to():
    found = {
        f"{path.relative_to(settings.BASE_DIR)} {load}"
        for path in _pages()
        for load in bare_loads(path.read_text(encoding="utf-8"))
    }
    reviewed = set(table().raw["bare loads"])
    assert found - reviewed == set(), "load through visible_to, or say in access.yaml why not"
    assert reviewed - found == set(), "these are no more: take them out of access.yaml"


def test_a_bare_load_is_seen():
    assert bare_loads("def page(request, pk):\n    return Unit.objects.select_related('x').get(pk=pk)") == {
        "page: Unit"
    }
    assert bare_loads("def page(request, pk):\n    get_object_or_404(Hold, pk=pk)") == {"page: Hold"}
    assert bare_loads("def page(request, pk):\n    get_object_or_404(Unit.objects.visible_to(user), pk=pk)") == set()


# --- Whoever may act sees ---------------------------------------------------------------------------------------


def _questions() -> Iterator[tuple[str, Callable[[Any, Any], bool], type[models.Model]]]:
    """Every predicate `(user, row) -> bool` of the rooms' permissions, every transition's `may` of their flows."""
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("permissions.py")):
            module = import_module(".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts))
            for name, asked in vars(module).items():
                if not inspect.isfunction(asked) or asked.__module__ != module.__name__ or name.startswith("_"):
                    continue
                row = _row_of(asked)
                if row is not None:
                    yield f"{module.__name__}.{name}", asked, row
        for path in sorted((settings.BASE_DIR / app).rglob("workflow.py")):
            module = import_module(".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts))
            for flow in (value for value in vars(module).values() if isinstance(value, Flow)):
                for transition in flow.transitions:
                    if (row := _row_of(transition.may)) is not None:
                        yield f"{module.__name__}.{transition.name}", _open_to(flow, transition.name), row


def _open_to(flow: Flow, name: str) -> Callable[[Any, Any], bool]:
    return lambda user, row: workflow.open_to(flow, row, name, by=user)


def _row_of(asked: Callable) -> type[models.Model] | None:
    """The model of the second of two parameters, of a function that answers yes or no."""
    parameters, hints = list(inspect.signature(asked).parameters), get_type_hints(asked)
    if len(parameters) != 2 or hints.get("return", bool) is not bool:
        return None
    row = hints.get(parameters[1])
    return row if isinstance(row, type) and issubclass(row, models.Model) else None


QUESTIONS = {name: (asked, row) for name, asked, row in _questions()}


def test_the_product_s_questions_are_found():
    assert {"emulation.poverty.permissions.decides", "reporting.reports.permissions.may_receive"} <= set(QUESTIONS)


@pytest.mark.django_db
def test_whoever_may_act_on_a_row_sees_it(ground):
    """Predicates and `visible_to` agree, for everybody and every row of the ground."""
    asked = {name: question for name, question in QUESTIONS.items() if name not in table().raw["asked of seen rows"]}
    rows = {
        model: list(model._base_manager.all())
        for model in {model for _, model in asked.values()}
        if isinstance(model._default_manager.all(), FactQuerySet)
    }
    unseen = set()
    for person in ground.tree.people:
        for model, everyone in rows.items():
            visible = set(model._default_manager.visible_to(person.user).values_list("pk", flat=True))
            hidden = [row for row in everyone if row.pk not in visible]
            for name in [name for name, (_, of) in asked.items() if of is model]:
                unseen |= {f"{name}: {person}, {row}" for row in hidden if asked[name][0](person.user, row)}
    assert not unseen, "\n" + "\n".join(sorted(unseen))


def test_apps_hold_no_model_elsewhere():
    """Tables of apps that are not walked here hold nobody's rows."""
    assert {config.label for config in apps.get_app_configs() if list(config.get_models())} - {
        "foundation", "emulation", "awards", "reporting", "toy",
        "admin", "auth", "contenttypes", "sessions", "axes", "otp_static", "otp_totp",
    } == set()  # fmt: skip
