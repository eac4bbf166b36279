"""Rows that are read by the thousand: made from what the database gave, without the constructor of models.

Django calls the constructor for each row, which sets every field by its descriptor and tells two signals of it: of a
row of fifty counts that takes longer than all that is asked of it. Nobody listens for those signals here.
"""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class LoadedStraight(models.Model):
    """Base of a model without fields that watch themselves (files, pictures). Deferred fields go the usual way."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        if more or len(values) != len(cls._meta.concrete_fields):
            return super().from_db(db, field_names, values, **more)
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        state = ModelState()
        state.adding, state.db = False, db
        row.__dict__["_state"] = state
        return row
