"""What was built on a reorganisation since it was applied: while there is any of it, nothing is taken back."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Max

from campaign_portal.foundation.ledger import Ledger
from campaign_portal.foundation.models import AuditEntry
from emulation.people.models import Appointment, Office
from emulation.territory.models import Reorganization, ReorganizationLedger, Unit
from emulation.territory.selectors.ground import in_parts

NAMED = 5
# Of the ground itself only new rows bear anything; whatever is recorded of an ended unit belongs to its past.
GROUND = (Unit, Office, Appointment)
OWN = (Reorganization, ReorganizationLedger)
Rows = dict[type[models.Model], set[Any]]


def marks() -> dict[str, int]:
    """The highest row of every table now: what comes later is told by it."""
    return {
        model._meta.label: model._base_manager.aggregate(top=Max("pk"))["top"] or 0
        for model in apps.get_models()
        if isinstance(model._meta.pk, models.AutoField)
    }


def hanging(reorganization: Reorganization) -> list[str]:
    """Sentences that name what hangs on an applied reorganisation; none when it may be taken back."""
    ledgers = list(reorganization.ledgers.order_by("position"))
    since: dict[str, Any] = {}
    made: Rows = {}
    changed: Rows = {}
    sentences = []
    for kept in ledgers:
        since = since or kept.marks
        ledger = Ledger(kept.entries)
        for model, pks in ledger.made().items():
            made.setdefault(model, set()).update(pks)
        for model, pks in ledger.changed_rows().items():
            changed.setdefault(model, set()).update(pks)
        for model, others in ledger.moved_on():
            sentences.append(_named(model, others, "đã sửa sau khi áp dụng"))
    adopted = {pk for kept in ledgers for pk in kept.marks.get("adopted", ())}
    acted = {model: pks for model, pks in changed.items() if model not in GROUND}
    for model, field in _foreign_keys():
        target = field.related_model
        found = set(_pointing(model, field, made.get(target, ())))
        if target is Unit and adopted:
            found |= {pk for pk in _pointing(model, field, adopted) if pk > since.get(model._meta.label, 0)}
        if target in acted:
            found |= {pk for pk in _pointing(model, field, acted[target]) if pk > since.get(model._meta.label, 0)}
        if found := found - made.get(model, set()):
            sentences.append(_named(model, sorted(found), "ghi sau khi áp dụng"))
    sentences += _trail(made, acted, since.get("audit", 0))
    return list(dict.fromkeys(sentences))


def _foreign_keys() -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    for model in apps.get_models():
        if model in OWN:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                yield model, field


def _pointing(model: type[models.Model], field: models.ForeignKey, pks: Iterable[Any]) -> Iterable[Any]:
    return in_parts(model._base_manager.values_list("pk", flat=True), field.name, pks) if pks else ()


def _trail(made: Rows, acted: Rows, since: int) -> Iterator[str]:
    """What people did with the rows since, or with what belongs to them."""
    by_type: dict[str, dict[str, AuditEntry]] = {}
    for entry in AuditEntry.objects.filter(pk__gt=since).exclude(object_type=Reorganization._meta.label):
        by_type.setdefault(entry.object_type, {})[entry.object_id] = entry
    for label, entries in by_type.items():
        try:
            model = apps.get_model(label)
        except LookupError:
            continue
        mine = made.get(model, set()) | acted.get(model, set())
        touched = {pk for pk in entries if pk.isdigit() and int(pk) in mine}
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model in acted:
                numbers = [int(pk) for pk in entries if pk.isdigit()]
                pairs = in_parts(model._base_manager.values_list("pk", field.attname), "pk", numbers)
                touched |= {str(pk) for pk, owner in pairs if owner in acted[field.related_model]}
        for pk in sorted(touched)[:NAMED]:
            entry = entries[pk]
            yield f"{entry.object_text}: {entry.actor_name} {entry.action} ngày {entry.business_at:%-d/%-m/%Y}."


def _named(model: type[models.Model], pks: list[Any], says: str) -> str:
    names = [str(row) for row in model._base_manager.filter(pk__in=pks[:NAMED]).order_by("pk")]
    more = f" và {len(pks) - NAMED} dòng nữa" if len(pks) > NAMED else ""
    return f"{str(model._meta.verbose_name).capitalize()} {says}: {'; '.join(names)}{more}."
