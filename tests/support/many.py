"""Long lists without a story for each row."""

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def multiplied(row: Row, number: int) -> list[Row]:
    """So many rows more, each a copy of this one, written past the services: only a page's cost is asked of them."""
    model = type(row)
    values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    del values[model._meta.pk.attname]
    return model._default_manager.bulk_create(model(**values) for _ in range(number))
