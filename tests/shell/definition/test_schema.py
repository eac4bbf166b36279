"""The published schema is the code's own: a file in docs that differs is out of date."""

import pytest
from django.conf import settings

from campaign_portal.shell.definition import schema


@pytest.mark.parametrize("path", [schema.JSON_FILE, schema.PAGE_FILE], ids=str)
def test_the_published_schema_is_current(path):
    assert (settings.BASE_DIR / path).read_text(encoding="utf-8") == schema.files()[path], "manage.py campaign_schema"


def test_every_field_of_the_schema_is_described_in_words():
    found = schema.json_schema()["$defs"]
    bare = [
        f"{name}.{field}"
        for name, model in found.items()
        for field, facts in model.get("properties", {}).items()
        if not facts.get("description")
    ]
    assert bare == []
