"""Use cases: `writing` the story, its `photos`, the `consents`, `deciding` on it, `spreading` a model."""

from emulation.exemplars.services.consents import record_consent, withdraw_consent
from emulation.exemplars.services.deciding import drop, give_back, publish, reopen, submit, take_down
from emulation.exemplars.services.photos import add_photo, remove_photo
from emulation.exemplars.services.spreading import record_adoption
from emulation.exemplars.services.writing import Told, begin, edit

__all__ = [
    "Told",
    "add_photo",
    "begin",
    "drop",
    "edit",
    "give_back",
    "publish",
    "record_adoption",
    "record_consent",
    "remove_photo",
    "reopen",
    "submit",
    "take_down",
    "withdraw_consent",
]
