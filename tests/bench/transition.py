"""A change of state with its line in the trail: what the engine costs beside bare SQL."""

from django.db import connection, transaction

from campaign_portal.foundation import audit, workflow
from campaign_portal.foundation.models import User
from campaign_portal.foundation.workflow import Flow, Transition
from tests.bench import Bench, bare_insert, side_by_side
from tests.toy.models import Parcel

State = Parcel.State
FLOW = Flow(
    noun="bưu kiện",
    transitions=(Transition("send", "gửi", frozenset({State.PACKED}), State.SENT, workflow.anyone),),
)


def bench() -> Bench:
    person = User.objects.create_user("bench", "Người đo")
    parcels = iter(Parcel.objects.bulk_create([Parcel(weight=1) for _ in range(2000)]))
    with transaction.atomic():
        told = audit.record("gửi", next(parcels), by=person, before={"state": "packed"}, after={"state": "sent"})
    told.pk = None
    trail, line = bare_insert(told)

    def bare_sql() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE toy_parcel SET state = 'sent' WHERE id = %s AND state = 'packed'", [next(parcels).pk]
            )
            cursor.execute(trail, line)

    def plain_orm() -> None:
        """What one writes without an engine: fetch, check, save; nobody locks and nothing is told."""
        with transaction.atomic():
            parcel = Parcel.objects.get(pk=next(parcels).pk)
            if parcel.state == State.PACKED:
                parcel.state = State.SENT
                parcel.save()

    def perform() -> None:
        workflow.perform(FLOW, next(parcels), "send", by=person)

    return side_by_side(
        "one change of state, committed",
        rounds=400,
        limit=("UPDATE and INSERT in bare SQL, with the line of the trail", bare_sql),
        peer=("get and save by the ORM, no lock, no trail", plain_orm),
        ours=("workflow.perform: lock, may, guards, save, trail", perform),
    )
