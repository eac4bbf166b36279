"""Founding a council by its decision."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from awards.councils.models import Council, CouncilMember
from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.people.models import Function, Office


@dataclass(frozen=True)
class MemberEntry:
    """One member as the founding decision names him; `post` is a `CouncilMember.Post`."""

    full_name: str
    position: str
    post: str = CouncilMember.Post.MEMBER
    user: User | None = None


def found_council(
    office: Office, founding_decision: str, members: Sequence[MemberEntry], *, by: User | None
) -> Council:
    """Write down a council and its members, in the order of the decision. One council an office.

    Refuses an office that is no council, a list without exactly one chair, and one person twice.
    """
    refuse_if_any(_problems(office, founding_decision, members))
    with transaction.atomic():
        if Council.objects.filter(office=office).exists():
            raise Refused(f"{office} đã có danh sách thành viên. Xin sửa danh sách đó.")
        council = Council.objects.create(office=office, founding_decision=vietnamese.nfc(founding_decision))
        CouncilMember.objects.bulk_create(
            CouncilMember(
                council=council,
                full_name=vietnamese.nfc(member.full_name),
                position=vietnamese.nfc(member.position),
                post=member.post,
                user=member.user,
                place=place,
            )
            for place, member in enumerate(members, 1)
        )
        audit.record(
            "ghi thành lập hội đồng",
            council,
            by=by,
            after={"decision": council.founding_decision, "members": [member.full_name for member in members]},
        )
    return council


def _problems(office: Office, founding_decision: str, members: Sequence[MemberEntry]) -> Iterator[Problem]:
    if office.function != Function.COUNCIL:
        yield Problem(f"{office.name} không phải là Hội đồng Thi đua - Khen thưởng.", field="office")
    if not founding_decision.strip():
        yield Problem("Xin ghi số, ngày quyết định thành lập hội đồng.", field="founding_decision")
    chairs = sum(member.post == CouncilMember.Post.CHAIR for member in members)
    if chairs != 1:
        yield Problem(f"Hội đồng có đúng một chủ tịch; danh sách đang có {chairs}.", field="members")
    accounts = Counter(member.user.pk for member in members if member.user)
    names = Counter((vietnamese.nfc(member.full_name), vietnamese.nfc(member.position)) for member in members)
    for member in members:
        if (member.user and accounts[member.user.pk] > 1) or names[
            vietnamese.nfc(member.full_name), vietnamese.nfc(member.position)
        ] > 1:
            yield Problem(f"{member.full_name} đứng hai lần trong danh sách.", field="members")
            return
