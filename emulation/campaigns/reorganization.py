"""Reorganisation: new units take part where those that went into them did; roles of ended offices go on elsewhere."""

from collections.abc import Iterator

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.ledger import Ledger
from emulation.campaigns.models import Campaign, CampaignRole, Participant
from emulation.people.models import Party
from emulation.people.reorganization import offices_of, where_offices_go
from emulation.territory.models import Unit
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts

Part = tuple[int, int, int]  # campaign, class, unit


def _running(plan: Plan) -> list[Campaign]:
    rows = Campaign.objects.filter(state=Campaign.State.LAUNCHED, ends_on__gte=plan.on).select_related("unit")
    return list(in_parts(rows.order_by("pk"), "unit", plan.ended))


def _parts(plan: Plan) -> list[Part]:
    """Where ended units take part in campaigns that still run."""
    rows = (
        Participant.objects.filter(
            party__kind=Party.Kind.UNIT, campaign__state=Campaign.State.LAUNCHED, campaign__ends_on__gte=plan.on
        )
        .order_by("pk")
        .values_list("campaign_id", "participant_class_id", "party__unit_id")
    )
    return list(in_parts(rows, "party__unit", plan.ended))


def _roles(plan: Plan, offices: list[int]) -> list[CampaignRole]:
    rows = CampaignRole.objects.exclude(campaign__state=Campaign.State.CLOSED).select_related("office", "campaign")
    return list(in_parts(rows.order_by("pk"), "office", offices))


class Campaigns:
    key = "campaigns"
    title = "Phong trào"

    def touched(self, plan: Plan) -> Iterator[Line]:
        joining = {(campaign, plan.whole_to[unit]) for campaign, _, unit in _parts(plan) if unit in plan.whole_to}
        yield from line(
            Weight.CHANGE, "đơn vị mới tiếp tục tham gia phong trào", sorted(plan.title(ref) for _, ref in joining)
        )
        split = [plan.ground.named(unit) for _, _, unit in _parts(plan) if unit not in plan.whole_to]
        yield from line(Weight.ASK, "đơn vị tham gia phong trào bị chia tách: xin ghi đơn vị mới vào phong trào", split)
        ended = offices_of(plan)
        goes = where_offices_go(plan, ended)
        roles = _roles(plan, [office.pk for office in ended])
        carried = [role for role in roles if role.office_id in goes or role.office_id in plan.change.offices]
        yield from line(Weight.CHANGE, "vai trò của cơ quan trong phong trào chuyển sang cơ quan kế tiếp", carried)
        left = [role for role in roles if role not in carried]
        yield from line(Weight.ASK, "vai trò trong phong trào của cơ quan kết thúc, chưa có nơi nhận", left)
        yield from line(
            Weight.ASK, "phong trào của đơn vị kết thúc: xin tổng kết hoặc phát động lại ở đơn vị mới", _running(plan)
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        parts = [part for part in _parts(plan) if part[2] in plan.whole_to]
        wanted = {(campaign, plan.row(plan.whole_to[unit])): part for campaign, part, unit in reversed(parts)}
        parties = self._parties({unit for _, unit in wanted}, ledger)
        there = set(in_parts(Participant.objects.values_list("campaign_id", "party_id"), "party", parties.values()))
        ledger.make(
            Participant,
            (
                Participant(campaign_id=campaign, participant_class_id=part, party_id=parties[unit])
                for (campaign, unit), part in wanted.items()
                if (campaign, parties[unit]) not in there
            ),
        )
        roles = {role.pk: role.office_id for role in _roles(plan, list(plan.offices))}
        ledger.put_each(CampaignRole, "office_id", {pk: plan.offices[o] for pk, o in roles.items()}, roles)

    def _parties(self, units: set[int], ledger: Ledger) -> dict[int, int]:
        """The party that stands for each unit."""
        rows = Party.objects.filter(kind=Party.Kind.UNIT).values_list("unit_id", "pk")
        there = dict(in_parts(rows, "unit", units))
        fresh = [
            Party(
                **Party.ancestors_of(unit),
                kind=Party.Kind.UNIT,
                name=vietnamese.nfc(unit.opening_title),
                folded_name=vietnamese.fold(unit.opening_title),
            )
            for unit in in_parts(Unit.objects.order_by("pk"), "pk", units - there.keys())
        ]
        return there | {party.unit_id: party.pk for party in ledger.make(Party, fresh)}


SECTION = Campaigns()
