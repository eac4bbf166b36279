"""Merging Tả Van and Mường Hoa of Sa Pa on 1/7/2020, and dumps of the whole database to compare."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from campaign_portal.foundation.models import AuditEntry, AuditSeal
from campaign_portal.shell.reorganization import services
from emulation.territory.models import Reorganization, ReorganizationLedger
from emulation.territory.rules.changes import ChangeSet, Going, NewUnit

ON = dt.date(2020, 7, 1)
NEW = "99001"
ITS_OWN = {Reorganization, ReorganizationLedger, AuditEntry, AuditSeal}


def merger(*olds: Any, parent: Any, code: str = NEW, name: str = "Thung Lũng") -> ChangeSet:
    return ChangeSet(
        units=(NewUnit(code, "commune", code, "Xã", name, parent.pk),),
        goings=tuple(Going(old.pk, code) for old in olds),
    )


def dump(*, besides: set[type[models.Model]] = frozenset()) -> dict[str, str]:
    """Table → sha256 of all its rows, byte for byte."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model in ITS_OWN or model in besides or not model._meta.managed:
            continue
        rows = list(model._base_manager.order_by("pk").values_list())
        found[model._meta.label] = hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()
    return found


@pytest.fixture
def nam(sa_pa):
    """The town's administrator."""
    return sa_pa.person("nam")


@pytest.fixture
def draft(sa_pa, nam) -> Callable[..., Reorganization]:
    def make(change: ChangeSet | None = None, **values: Any) -> Reorganization:
        return services.draft(
            **{
                "title": "Nhập xã Tả Van, Mường Hoa",
                "effective_on": ON,
                "legal_basis": "Nghị quyết 896/NQ-UBTVQH14",
                "within": sa_pa.town,
                "by": nam,
                "change": change or merger(sa_pa.ta_van, sa_pa.muong_hoa, parent=sa_pa.town),
                **values,
            }
        )

    return make
