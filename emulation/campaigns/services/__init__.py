"""Use cases of a campaign: a draft in hand, launching, amending, closing."""

from emulation.campaigns.services.closing import close
from emulation.campaigns.services.drafts import begin_draft, discard_draft, save_document, save_draft
from emulation.campaigns.services.launching import launch
from emulation.campaigns.services.versions import note_loaded, put_in_force

__all__ = [
    "begin_draft",
    "close",
    "discard_draft",
    "launch",
    "note_loaded",
    "put_in_force",
    "save_document",
    "save_draft",
]
