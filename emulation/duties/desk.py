"""How plain-paper duties read on “việc của tôi”. A room that makes such a paper may say more by registering later."""

from django.urls import reverse

from campaign_portal.foundation import files
from campaign_portal.foundation.models import User
from emulation.duties import permissions, rules, selectors, services
from emulation.duties.models import Duty, DutyLine
from emulation.duties.selectors import Presentation, Told
from emulation.people.services import offices


def present_papers(user: User, owed: list[Duty]) -> dict[int, Presentation]:
    told = selectors.told_of(owed) if any(rules.PLAIN_PAPERS[duty.kind].lines for duty in owed) else {}
    return {duty.pk: _to_send(user, duty, told.get(duty.pk)) for duty in owed}


def _to_send(user: User, duty: Duty, told: Told | None) -> Presentation:
    plain = rules.PLAIN_PAPERS[duty.kind]
    if plain.lines == DutyLine.Kind.DEED:
        so_far = f"{told.words(plain.lines)}." if told else "Chưa ghi việc nào."
        return Presentation(
            f"{so_far} Ghi việc đã làm; xong thì báo, hoặc ghi số văn bản đã gửi.",
            "Ghi việc đã làm",
            reverse("duties:paper", args=[duty.pk]),
            my_turn=permissions.may_record(user, duty),
        )
    to = f"Gửi {duty.receiver}. " if duty.receiver else ""
    what = "Ghi số, ngày và kèm bản chụp văn bản đã gửi." if plain.needs_scan else "Ghi số, ngày văn bản đã gửi."
    return Presentation(
        to + what, "Ghi văn bản", reverse("duties:paper", args=[duty.pk]), my_turn=permissions.may_record(user, duty)
    )


def may_see(user: User, pk: str) -> bool:
    """The scan of a paper: whoever sees the duty it answers."""
    return pk.isdigit() and Duty.objects.visible_to(user).filter(pk=pk).exists()


for kind in rules.PLAIN_PAPERS:
    selectors.register_presenter(kind, present_papers)
files.register_owner(Duty._meta.label, may_see)
offices.register_handover(services.hand_over)
