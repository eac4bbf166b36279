"""The words for the keys of a definition: who owes, who receives, who does what with whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from emulation.campaigns.models import Campaign, CampaignRole, Deadline, ParticipantClass
from emulation.people.models import Function


@dataclass(frozen=True)
class Names:
    """Classes and offices of one campaign, by key."""

    classes: list[ParticipantClass]
    roles: list[CampaignRole]

    @classmethod
    def of(cls, campaign: Campaign) -> "Names":
        roles = campaign.roles.select_related("office", "participant_class").order_by("position", "pk")
        return cls(list(campaign.classes.all()), list(roles))

    @property
    def by_key(self) -> dict[str, str]:
        return {part.key: part.name for part in self.classes} | {
            role.key: role.office.short_name for role in self.roles
        }

    def listed(self, keys: Iterable[str]) -> str:
        names = self.by_key
        return "; ".join(names[key] for key in keys if key in names)

    @property
    def authority(self) -> str:
        return next((role.office.short_name for role in self.roles if role.function == Function.LEADERSHIP), "")

    def receiver(self, deadline: Deadline) -> str:
        """ "UBND thị xã (qua Phòng LĐ-TB&XH)": an office that only takes it in is not whom it is for."""
        names = self.by_key
        to = " và ".join(names[key] for key in deadline.to_roles if key in names)
        if not deadline.through:
            return to
        return f"{self.authority if deadline.through == to else to} (qua {deadline.through})"
