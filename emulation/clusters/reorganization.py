"""Reorganisation: a cluster of a year stays as it was made; members that end are named while it is still scored."""

from collections.abc import Iterator

from campaign_portal.foundation.ledger import Ledger
from emulation.clusters.models import ClusterMember, ClusterYear
from emulation.people.reorganization import offices_of
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts


class Clusters:
    key = "clusters"
    title = "Cụm, khối thi đua"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = ClusterMember.objects.exclude(cluster_year__state=ClusterYear.State.PUBLISHED).select_related("party")
        units = list(in_parts(rows.order_by("pk"), "party__unit", plan.ended))
        offices = list(in_parts(rows.order_by("pk"), "party__office", [office.pk for office in offices_of(plan)]))
        members = {member.pk: member for member in (*units, *offices)}
        yield from line(
            Weight.ASK,
            "thành viên cụm, khối thi đua kết thúc, chưa công bố xếp hạng: xin công bố trước, hoặc lập lại cụm, khối",
            members.values(),
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        """Nothing is written: open duties go on with those of other rooms, scores stay with whoever was scored."""


SECTION = Clusters()
