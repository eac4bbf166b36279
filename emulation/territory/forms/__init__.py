"""Forms about units, and the field by which every other room's form lets a person choose one."""

from emulation.territory.forms.picker import UnitField

__all__ = ["UnitField"]
