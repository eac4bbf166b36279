"""Everybody at a glance: in, late, missing; the same number of statements however many there are."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.registrations import services
from emulation.registrations.selectors import board as boards


@pytest.fixture
def thanh(sa_pa):
    return sa_pa.person("thanh")


def communes(sa_pa, user, **asked) -> boards.Group:
    return next(
        group for group in boards.board(sa_pa.campaign, user, **asked) if group.participant_class.key == "commune"
    )


def row_of(group: boards.Group, name: str) -> boards.Row:
    return next(row for row in group.everybody if row.party.name == name)


def test_all_participants_stand_there_by_class_in_the_plan_s_order(sa_pa, thanh):
    groups = boards.board(sa_pa.campaign, thanh)
    assert [(group.participant_class.key, len(group.rows)) for group in groups] == [("commune", 16), ("agency", 14)]
    assert [row.party.unit.code for row in groups[0].rows] == sorted(row.party.unit.code for row in groups[0].rows)


def test_who_has_not_begun_shows_what_was_assigned(sa_pa, thanh):
    row = row_of(communes(sa_pa, thanh), "Xã Tả Van")
    assert (row.sign, row.lines[0].assigned, row.lines[0].pledged) == (("", "Chưa đăng ký"), 6.5, None)


def test_on_time_late_and_missing_are_told_apart(sa_pa, thanh, register, clock):
    clock(dt.date(2020, 3, 5))
    register(sa_pa.party(sa_pa.ta_van))
    clock(dt.date(2020, 3, 11))
    register(sa_pa.party(sa_pa.muong_hoa))
    clock(dt.date(2020, 3, 12))
    group = communes(sa_pa, thanh)
    on_time, late, missing = (row_of(group, name) for name in ("Xã Tả Van", "Xã Mường Hoa", "Xã Bản Hồ"))
    assert (on_time.is_late, late.is_late, late.days_late) == (False, True, 2)
    assert missing.sign == ("bad", "Chưa đăng ký, quá hạn 3 ngày")
    assert (group.in_count, group.late_count, len(group.missing)) == (2, 1, 14)
    assert group.situation.startswith("2 trên 16 đã đăng ký, 1 trễ hạn")


def test_a_few_missing_ones_are_named(sa_pa, thanh, register):
    for unit in [row.party for row in communes(sa_pa, thanh).everybody][:-2]:
        register(unit)
    assert communes(sa_pa, thanh).situation == "14 trên 16 đã đăng ký. Chưa đăng ký: xã Bản Hồ, xã Liên Minh."


def test_what_is_being_written_is_not_told(sa_pa, thanh, register):
    register(sa_pa.party(sa_pa.ta_van), submit=False)
    row = row_of(communes(sa_pa, thanh), "Xã Tả Van")
    assert row.sign == ("now", "Đang soạn")
    assert all(line is None or line.pledged is None for line in row.lines)


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("cho-nhan", {"Xã Tả Van"}),
        ("da-nhan", {"Xã Mường Hoa"}),
        ("tra-lai", {"Xã Bản Hồ"}),
        ("tre", set()),
    ],
)
def test_the_filter_leaves_one_state(sa_pa, thanh, register, only, names):
    register(sa_pa.party(sa_pa.ta_van))
    services.accept(register(sa_pa.party(sa_pa.muong_hoa)), by=thanh)
    services.return_registration(
        register(sa_pa.party(sa_pa.commune("Bản Hồ"))), by=thanh, reason="x", due_on=dt.date(2020, 3, 9), deeds="x"
    )
    group = communes(sa_pa, thanh, only=only)
    assert {row.party.name for row in group.rows} == names
    assert len(group.everybody) == 16


def test_search_forgives_missing_accents(sa_pa, thanh):
    assert [row.party.name for row in communes(sa_pa, thanh, search="ta van").rows] == ["Xã Tả Van"]


def test_only_what_is_in_order_is_accepted_together(sa_pa, thanh, register):
    register(sa_pa.party(sa_pa.ta_van))
    register(sa_pa.party(sa_pa.muong_hoa), below=True)
    assert [row.party.name for row in boards.awaiting(sa_pa.campaign, thanh)] == ["Xã Tả Van"]


def test_a_pledge_below_the_plan_is_shown_with_its_reason_and_waits_for_a_look(client, sa_pa, thanh, register):
    """By the assigned goals (S3 III.1); below them with a reason, which the receiver reads before he accepts."""
    register(sa_pa.party(sa_pa.ta_van))
    below = register(sa_pa.party(sa_pa.muong_hoa), below=True)
    client.force_login(thanh)
    page = " ".join(client.get("/dang-ky/").content.decode().split())
    assert "2 đăng ký chờ nhận: 1 đủ mức giao, 1 thấp hơn mức giao, có lý do, xin xem từng bản." in page
    assert "Nhận 1 đăng ký đủ mức giao" in page
    assert "! thấp, có lý do" in page
    assert "“Thiếu đất sản xuất”" in page
    client.post("/dang-ky/nhan-hop-le/")
    below.refresh_from_db()
    assert below.state == "submitted"


def test_counts_add_up_and_points_do_not(sa_pa, thanh, register):
    register(sa_pa.party(sa_pa.ta_van))
    register(sa_pa.party(sa_pa.muong_hoa))
    group = communes(sa_pa, thanh)
    assert group.sums(0) == (None, None)
    assert group.sums(1) == (92, 92)  # 44 + 48 households


def test_a_commune_sees_only_itself(sa_pa):
    names = {row.party.name for group in boards.board(sa_pa.campaign, sa_pa.person("lien")) for row in group.rows}
    assert names == {"Xã Mường Hoa"}


def test_the_board_costs_the_same_at_one_three_and_many(sa_pa, thanh, register):
    counts = []
    waiting = [sa_pa.party(unit) for unit in (sa_pa.ta_van, sa_pa.muong_hoa, sa_pa.commune("Bản Hồ"))]
    waiting += [row.party for row in communes(sa_pa, thanh).everybody if row.party not in waiting]
    for upto in (1, 3, 16):
        for party in waiting[:upto]:
            if row_of(communes(sa_pa, thanh), party.name).registration is None:
                register(party)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            boards.board(sa_pa.campaign, thanh)
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
