"""The ground of the dossiers' tests serves those of their criteria."""

from tests.awards.dossiers.conftest import november

__all__ = ["november"]
