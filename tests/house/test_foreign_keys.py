"""Foreign keys obey laws 1 and 2: the linter cannot see a key to "emulation.Unit", the app registry can."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from campaign_portal.foundation.models import User
from emulation.models import Registration, Unit
from tests.house import laws


def breaches(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    """A sentence for each foreign key that points up, sideways, or across apps with a reverse accessor."""
    floors = list(reversed(laws.floors()))
    for table in tables:
        if (source := _floor(table)) is None:
            continue
        for field in table._meta.get_fields():
            if not (isinstance(field, models.ForeignKey | models.ManyToManyField) and field.model is table):
                continue
            target = field.related_model
            if (below := _floor(target)) is None:
                continue  # Django's own tables
            if below != source:
                if floors.index(below) > floors.index(source):
                    yield f"{table._meta.label}.{field.name} points up to {target._meta.label} (law 1)"
                if not field.remote_field.hidden:
                    yield f'{table._meta.label}.{field.name} needs related_name="+": {below} must not know {source}'
            elif not _may_point(source, _room(table), _room(target)):
                yield f"{table._meta.label}.{field.name} points up or sideways to {target._meta.label} (law 2)"


def _floor(table: type[models.Model]) -> str | None:
    return next((floor for floor in laws.floors() if table.__module__.startswith(floor + ".")), None)


def _room(table: type[models.Model]) -> str:
    return table.__module__.split(".")[1]


def _may_point(app: str, room: str, target: str) -> bool:
    if room == target or app not in laws.rooms():
        return True
    heights = {name: height for height, layer in enumerate(reversed(laws.rooms()[app])) for name in layer}
    return heights[target] < heights[room]


def test_every_foreign_key_points_down():
    assert list(breaches(apps.get_models(include_auto_created=True))) == []


def test_the_tables_of_the_rooms_are_looked_at():
    looked_at = {_room(table) for table in apps.get_models() if _floor(table) in laws.rooms()}
    assert {"territory", "poverty", "dossiers", "reports"} <= looked_at


@isolate_apps("emulation", "campaign_portal.foundation")
def test_a_key_upwards_between_rooms_is_seen():
    class Sketch(models.Model):
        __module__ = "emulation.poverty.models"
        registration = models.ForeignKey(Registration, models.PROTECT, related_name="+")

        class Meta:
            app_label = "emulation"

    assert list(breaches([Sketch])) == [
        "emulation.Sketch.registration points up or sideways to emulation.Registration (law 2)"
    ]


@isolate_apps("emulation", "campaign_portal.foundation")
def test_a_key_upwards_between_apps_is_seen():
    class Sketch(models.Model):
        __module__ = "campaign_portal.foundation.models"
        unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

        class Meta:
            app_label = "foundation"

    assert list(breaches([Sketch])) == ["foundation.Sketch.unit points up to emulation.Unit (law 1)"]


@isolate_apps("emulation")
def test_an_accessor_across_apps_is_seen_also_on_many_to_many():
    class Sketch(models.Model):
        __module__ = "emulation.people.models"
        keeper = models.ForeignKey(User, models.PROTECT)
        readers = models.ManyToManyField(User, related_name="sketches_read")

        class Meta:
            app_label = "emulation"

    assert list(breaches([Sketch])) == [
        'emulation.Sketch.keeper needs related_name="+": campaign_portal.foundation must not know emulation',
        'emulation.Sketch.readers needs related_name="+": campaign_portal.foundation must not know emulation',
    ]
