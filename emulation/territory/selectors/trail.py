"""Where an act lies in the trail, and who reads the lines of which places."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access, audit
from campaign_portal.foundation.models import StoredFile, User
from emulation.territory.models import SEES_BELOW, Level, Unit, UnitFact

SCOPES = {Level.PROVINCE: "scope_1", Level.DISTRICT: "scope_2", Level.COMMUNE: "scope_3"}
READERS = frozenset({"administrator", "auditor"})
# Where a record that is no unit's row itself belongs, by the way to the row it hangs on.
WAYS = (
    "unit", "office", "party", "council", "submission", "dossier", "decision", "session", "review", "campaign",
    "within", "support", "duty",
)  # fmt: skip


def place_of(on: models.Model, by: User | None) -> audit.Place:
    """The unit of the record with all above it; of an account, and of what belongs nowhere, where its holder (or who
    acts) works."""
    record: models.Model | None = on
    if isinstance(on, StoredFile):
        record = _owner_of(on)
    if unit := _unit_of(record):
        return tuple(str(pk or "") for pk in (unit.province_id, unit.district_id, unit.commune_id))
    if isinstance(on, User) and (place := _workplace(on)):
        return place
    return _workplace(by) if by is not None else ()


def _unit_of(record: models.Model | None, steps: int = 3) -> Unit | UnitFact | None:
    if isinstance(record, Unit | UnitFact) or record is None:
        return record
    fields = {field.name for field in record._meta.get_fields()}
    for way in WAYS if steps else ():
        if way in fields and isinstance(following := getattr(record, way, None), models.Model):
            return _unit_of(following, steps - 1)
    return None


def _owner_of(file: StoredFile) -> models.Model | None:
    label, _, pk = file.owner_key.partition(":")
    try:
        return apps.get_model(label)._base_manager.filter(pk=pk).first()
    except (LookupError, ValueError):
        return None


def _workplace(user: User) -> audit.Place:
    """Of the widest of a person's posts. Kept on the user object: one request writes many lines."""
    posts = access.scope(user).posts
    if not posts:
        return ()
    levels = list(Level)
    unit_id = min(posts, key=lambda post: levels.index(Level(post.unit_level))).unit_id
    kept: tuple[int, audit.Place] | None = getattr(user, "_workplace", None)
    if kept is None or kept[0] != unit_id:
        found = Unit.objects.values_list("province_id", "district_id", "commune_id").get(pk=unit_id)
        kept = (unit_id, tuple(str(pk or "") for pk in found))
        user._workplace = kept  # type: ignore[attr-defined]
    return kept[1]


def seen_by(user: Any) -> list[Q]:
    """The lines an auditor or an administrator reads: of his unit and everything below, and what lies nowhere when he
    works for a district or a province. What is private to households an administrator does not read by that post."""
    scope = access.scope(user)
    private = Q(is_private=False)
    for post in scope.posts:
        if post.role not in READERS and post.office_function in SEES_BELOW:
            private |= _lines_of(post)
    places = []
    for post in scope.having(READERS):
        everything = post.role == "auditor"
        places.append(_lines_of(post) if everything else _lines_of(post) & private)
        if post.unit_level in {Level.PROVINCE, Level.DISTRICT}:
            nowhere = Q(scope_1="", scope_2="", scope_3="")
            places.append(nowhere if everything else nowhere & Q(is_private=False))
    return places


def _lines_of(post: access.Post) -> Q:
    column = SCOPES.get(Level(post.unit_level))
    if column is None:
        return Q(pk__in=[])
    units = [str(pk) for pk in post.read_units]
    return Q(**{column: units[0]}) if len(units) == 1 else Q(**{f"{column}__in": units})
