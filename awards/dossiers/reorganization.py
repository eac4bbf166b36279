"""Reorganisation: open submissions and dossiers go on with the office that follows; their unit stays the proposer's."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from awards.dossiers.models import Dossier, Submission
from campaign_portal.foundation.ledger import Ledger
from emulation.people.reorganization import offices_of, where_offices_go
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts

D = Dossier.State
UNFINISHED = frozenset({D.DRAFT, D.IN_APPRAISAL, D.RETURNED, D.IN_COUNCIL, D.PASSED})


def _open(plan: Plan, column: str, offices: list[int]) -> list[Submission]:
    """Submissions that are being prepared, or have a dossier on its way."""
    on_its_way = Dossier.objects.filter(submission=OuterRef("pk"), state__in=UNFINISHED)
    rows = Submission.objects.filter(Q(state__in=Submission.OPEN) | Exists(on_its_way)).select_related("proposer")
    return list(in_parts(rows.order_by("pk"), column, offices))


class Dossiers:
    key = "dossiers"
    title = "Hồ sơ khen thưởng"

    def touched(self, plan: Plan) -> Iterator[Line]:
        ended = offices_of(plan)
        goes = where_offices_go(plan, ended)
        found = _open(plan, "proposer", [office.pk for office in ended])
        going = [s for s in found if s.proposer_id in goes or s.proposer_id in plan.change.offices]
        yield from line(Weight.CHANGE, "lần trình đang dở chuyển cho cơ quan kế tiếp làm tiếp", going)
        yield from line(
            Weight.ASK, "lần trình đang dở của cơ quan kết thúc, chưa có nơi nhận", [s for s in found if s not in going]
        )
        meeting: dict[tuple, list[Submission]] = defaultdict(list)
        for submission in going:
            if submission.state in Submission.OPEN:
                heir = goes.get(submission.proposer_id, plan.change.offices.get(submission.proposer_id))
                meeting[submission.route_id, heir].append(submission)
        yield from line(
            Weight.MUST,
            "lần trình đang lập của hai đơn vị nhập một, cùng một đường đi: xin nộp trước, chỉ để lại một",
            [s for together in meeting.values() if len(together) > 1 for s in together],
        )
        deciding = _open(
            plan, "authority", [o.pk for o in ended if o.pk not in goes.keys() | plan.change.offices.keys()]
        )
        yield from line(Weight.MUST, "lần trình chờ một cơ quan quyết định kết thúc mà chưa có nơi nhận", deciding)

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        moving = _open(plan, "proposer", list(plan.offices))
        self._number_again(moving, plan, ledger)
        proposers = {s.pk: s.proposer_id for s in moving}
        ledger.put_each(Submission, "proposer_id", {pk: plan.offices[o] for pk, o in proposers.items()}, proposers)
        deciding = {s.pk: s.authority_id for s in _open(plan, "authority", list(plan.offices))}
        ledger.put_each(Submission, "authority_id", {pk: plan.offices[o] for pk, o in deciding.items()}, deciding)

    def _number_again(self, moving: list[Submission], plan: Plan, ledger: Ledger) -> None:
        """Two that come together on one route keep different rounds: the later one takes the next free number."""
        taken: dict[tuple[int, int], set[int]] = defaultdict(set)
        rows = Submission.objects.values_list("route_id", "proposer_id", "round")
        for route, office, number in in_parts(rows, "proposer", set(plan.offices.values())):
            taken[route, office].add(number)
        after = {}
        for submission in moving:
            rounds = taken[submission.route_id, plan.offices[submission.proposer_id]]
            number = submission.round
            while number in rounds:
                number += 1
            rounds.add(number)
            after[submission.pk] = number
        ledger.put_each(Submission, "round", after, {s.pk: s.round for s in moving})


SECTION = Dossiers()
