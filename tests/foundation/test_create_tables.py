"""Tables made in one operation of a migration stand as if made one by one, and go again."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from campaign_portal.foundation.create_tables import CreateTables


@pytest.fixture
def houses_and_rooms():
    number = models.AutoField(primary_key=True)
    return CreateTables(
        [
            migrations.CreateModel("House", [("id", number), ("name", models.CharField(max_length=9, unique=True))]),
            migrations.CreateModel(
                "Room",
                [("id", number), ("house", models.ForeignKey("toy.House", models.CASCADE, related_name="rooms"))],
            ),
        ]
    )


def states(operation):
    before = ProjectState()
    assert not before.apps.get_models()  # drawn already, as within a migration
    after = before.clone()
    operation.state_forwards("toy", after)
    return before, after


def test_all_models_are_known_afterwards(houses_and_rooms):
    _, after = states(houses_and_rooms)
    house, room = after.apps.get_model("toy", "House"), after.apps.get_model("toy", "Room")
    assert room._meta.get_field("house").related_model is house


@pytest.mark.django_db(transaction=True)  # SQLite makes no table inside a transaction that checks keys
def test_all_tables_are_there_and_go_again(houses_and_rooms):
    before, after = states(houses_and_rooms)
    with connection.schema_editor() as editor:
        houses_and_rooms.database_forwards("toy", editor, before, after)
    assert {"toy_house", "toy_room"} <= set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, "toy_room").values()
    assert [c["foreign_key"] for c in constraints if c["foreign_key"]] == [("toy_house", "id")]
    with connection.schema_editor() as editor:
        houses_and_rooms.database_backwards("toy", editor, after, before)
    assert not {"toy_house", "toy_room"} & set(connection.introspection.table_names())


def test_the_migration_says_how_many(houses_and_rooms):
    assert houses_and_rooms.describe() == "Create 2 tables"
