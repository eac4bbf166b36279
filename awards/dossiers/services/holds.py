"""Parties that may not be proposed for now (awards-law (f) 4)."""

import datetime as dt

from django.db import IntegrityError, transaction

from awards.dossiers import permissions, selectors
from awards.dossiers.models import Hold
from campaign_portal.foundation import access, audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from emulation.people.models import Party


def hold_back(party: Party, *, ground: str, since: dt.date, paper: str, by: User) -> Hold:
    """Note that a party may not be proposed, by which paper; until it is lifted nothing of it is submitted or passed
    on."""
    _check_hand(by)
    said = vietnamese.nfc(paper)
    if ground not in Hold.Ground.values:
        raise Refused(Problem("Xin chọn lý do tạm dừng.", "ground"))
    if not said:
        raise Refused(Problem("Xin ghi số, ngày văn bản, ví dụ Thông báo 12/TB-UBKT ngày 02/11/2020.", "paper"))
    if since > clock.today():
        raise Refused(Problem("Ngày bắt đầu không thể sau hôm nay.", "since"))
    try:
        with transaction.atomic():
            hold = Hold.objects.create(party=party, ground=ground, since=since, paper=said, recorded_by=by)
            audit.record("tạm dừng đề nghị", hold, by=by, after={"ground": ground, "since": since, "paper": said})
    except IntegrityError as error:
        title = selectors.opening_title(party)
        raise Refused(Problem(f"{title} đã có ghi tạm dừng vì lý do này.", "ground")) from error
    return hold


def lift_hold(hold: Hold, *, on: dt.date, paper: str, by: User) -> Hold:
    """The matter is concluded, by which paper; achievements count again from that day."""
    _check_hand(by)
    said = vietnamese.nfc(paper)
    if not said:
        raise Refused(Problem("Xin ghi văn bản kết luận.", "paper"))
    if not hold.since <= on <= clock.today():
        raise Refused(Problem(f"Ngày kết luận nằm từ {vietnamese.day(hold.since)} đến hôm nay.", "since"))
    with transaction.atomic():
        hold = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
        if hold.lifted_on:
            raise Refused(f"Đã ghi thôi tạm dừng từ ngày {vietnamese.day(hold.lifted_on)}.")
        hold.lifted_on, hold.lifting_paper = on, said
        hold.save(update_fields=["lifted_on", "lifting_paper"])
        audit.record("thôi tạm dừng đề nghị", hold, by=by, after={"on": on, "paper": said})
    return hold


def _check_hand(by: User) -> None:
    if not access.scope(by).having(permissions.HOLDERS):
        raise Refused("Chỉ cơ quan thường trực phong trào và cơ quan Nội vụ ghi việc tạm dừng đề nghị.")
