"""Keeping the register: names, codes, days, marks and where units went, each refusal with its sentence."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.no_overlap import is_overlap
from emulation.territory import permissions, services
from emulation.territory.models import EARLIEST, Level, Unit, UnitMark, UnitName, UnitSuccession
from emulation.territory.selectors import picks, register
from emulation.territory.selectors.register import Asked

NEW_YEAR, MARCH = dt.date(2020, 1, 1), dt.date(2020, 3, 1)
PAPER = "Nghị quyết 12/NQ-HĐND ngày 20/02/2020"


@pytest.fixture
def nam(sa_pa):
    return sa_pa.person("nam")


# --- A new name ------------------------------------------------------------------------------------------------------


@pytest.fixture
def hamlet(sa_pa) -> Unit:
    return services.add_hamlet(sa_pa.ta_van, "Suối Mới", valid_from=NEW_YEAR, by=None)


def rename(unit: Unit, name: str = "Suối Hoa", on: dt.date = MARCH, kind: str = "Thôn", basis: str = PAPER) -> Unit:
    return services.rename(unit, kind=kind, name=name, on=on, legal_basis=basis, by=None)


def test_a_new_name_keeps_the_old_one_with_its_days(hamlet):
    rename(hamlet)
    hamlet.refresh_from_db()
    former = hamlet.names.get()
    assert (hamlet.name, former.name, former.valid_from, former.valid_to) == (
        "Suối Hoa",
        "Suối Mới",
        NEW_YEAR,
        dt.date(2020, 2, 29),
    )
    assert former.legal_basis == PAPER
    said = audit.history(hamlet).first()
    assert (said.before["name"], said.after["name"]) == ("Suối Mới", "Suối Hoa")


def test_both_names_lead_to_the_unit(hamlet, sa_pa):
    rename(hamlet)
    for typed in ("suoi moi ta van", "suối hoa"):
        assert hamlet in picks.find(Unit.objects.all(), typed, user=sa_pa.person("mai")).units


def test_a_day_before_the_new_name_reads_the_old_one(hamlet):
    rename(hamlet)
    hamlet.refresh_from_db()
    assert [row.name for row in register.rows_of([hamlet], dt.date(2020, 2, 29))] == ["Suối Mới"]
    assert [row.name for row in register.rows_of([hamlet], MARCH)] == ["Suối Hoa"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": dt.date(2021, 1, 1)}, "chưa đến"),
        ({"on": NEW_YEAR}, "xin ghi ngày đổi tên sau ngày đó"),
        ({"on": dt.date(2019, 5, 5)}, "sau ngày đó"),
        ({"name": "Suối Mới"}, "trùng tên hiện nay"),
        ({"name": "  "}, "Xin ghi tên"),
        ({"name": "…!"}, "Xin ghi tên"),
        ({"name": "x" * 300}, "300 ký tự"),
        ({"name": "DỀN THÀNG"}, "đã có thôn Dền Thàng"),
        ({"kind": "Tỉnh"}, "Loại “Tỉnh” không có"),
        ({"basis": " "}, "Xin ghi căn cứ"),
        ({"basis": "x" * 201}, "201 ký tự"),
    ],
)
def test_an_impossible_new_name_is_refused(hamlet, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        rename(hamlet, **changes)
    hamlet.refresh_from_db()
    assert (hamlet.name, hamlet.names.count()) == ("Suối Mới", 0)


def test_a_kind_written_before_the_name_is_not_kept_twice(hamlet):
    assert rename(hamlet, name="Thôn Suối Hoa").title == "thôn Suối Hoa"


# --- A correction ----------------------------------------------------------------------------------------------------


def correct(unit: Unit, **changes):
    given = {
        "kind": unit.kind,
        "name": unit.name,
        "code": unit.code,
        "valid_from": unit.valid_from if unit.start_known else None,
        "valid_to": unit.valid_to,
        "legal_basis": unit.legal_basis,
        "reason": "ghi nhầm",
    }
    return services.correct(unit, by=None, **{**given, **changes})


def test_a_slip_is_mended_without_a_dated_name(hamlet):
    correct(hamlet, name="Suối Mơ")
    hamlet.refresh_from_db()
    assert (hamlet.name, hamlet.names.count()) == ("Suối Mơ", 0)
    said = audit.history(hamlet).first()
    assert (said.before, said.after, said.reason) == ({"name": "Suối Mới"}, {"name": "Suối Mơ"}, "ghi nhầm")


def test_zeros_that_excel_dropped_are_put_back(sa_pa):
    assert correct(sa_pa.ta_van, code="3099").code == "03099"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "03037"}, "Mã 03037 là của xã Mường Hoa, thị xã Sa Pa, Lào Cai"),
        ({"code": "3037"}, "Mã 03037 là của"),
        ({"code": "030x7"}, "gồm 5 chữ số"),
        ({"code": "0304000"}, "gồm 5 chữ số"),
        ({"valid_from": dt.date(2020, 2, 2), "valid_to": dt.date(2020, 2, 1)}, "trước khi bắt đầu"),
        ({"valid_from": dt.date(2030, 1, 1)}, "chưa đến"),
        ({"valid_to": dt.date(2020, 2, 1)}, "đơn vị trực thuộc sau ngày"),
        ({"reason": ""}, "Xin ghi lý do"),
        ({}, "Không có gì thay đổi"),
    ],
)
def test_an_impossible_correction_is_refused(sa_pa, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        correct(sa_pa.ta_van, **changes)


def test_a_code_may_be_used_again_by_who_came_later(sa_pa):
    """Trap 1: 03037 was Mường Hoa and is the new Tả Van."""
    old = Unit.objects.create(
        level="commune", kind="Xã", name="Cũ", code="09999", parent=sa_pa.town, valid_to=dt.date(2019, 12, 31)
    )
    services.set_ancestors(old)
    correct(sa_pa.ta_van, code="09999", valid_from=NEW_YEAR)
    assert Unit.objects.filter(code="09999").count() == 2


def test_a_start_may_be_unknown_again(sa_pa, hamlet):
    correct(hamlet, valid_from=None)
    hamlet.refresh_from_db()
    assert (hamlet.valid_from, hamlet.start_known) == (EARLIEST, False)


def test_a_start_before_the_communes_own_is_refused(sa_pa, hamlet):
    Unit.objects.filter(pk=sa_pa.ta_van.pk).update(valid_from=dt.date(2019, 6, 1), start_known=True)
    hamlet.refresh_from_db()
    with pytest.raises(Refused, match="không nằm trong thời gian của xã Tả Van"):
        correct(hamlet, valid_from=dt.date(2018, 1, 1))


# --- What the database itself keeps ----------------------------------------------------------------------------------


def test_names_of_one_unit_do_not_overlap(sa_pa):
    UnitName.objects.create(
        unit=sa_pa.ta_van, kind="Xã", name="A", valid_from=dt.date(2010, 1, 1), valid_to=dt.date(2012, 1, 1)
    )
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        UnitName.objects.create(
            unit=sa_pa.ta_van, kind="Xã", name="B", valid_from=dt.date(2012, 1, 1), valid_to=dt.date(2013, 1, 1)
        )
    assert is_overlap(refused.value, "unit_name_no_overlap")


def test_marks_of_one_kind_do_not_overlap(sa_pa):
    UnitMark.objects.create(unit=sa_pa.ta_van, mark="border", valid_from=NEW_YEAR)
    UnitMark.objects.create(unit=sa_pa.ta_van, mark="remote", valid_from=NEW_YEAR)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        UnitMark.objects.create(unit=sa_pa.ta_van, mark="border", valid_from=MARCH)
    assert is_overlap(refused.value, "unit_mark_no_overlap")


@pytest.mark.parametrize("level", ["province", "district", "hamlet"])
def test_a_hamlet_lies_below_a_commune_only(sa_pa, level):
    above = {"province": sa_pa.town.province, "district": sa_pa.town, "hamlet": sa_pa.hamlet("Dền Thàng")}[level]
    with pytest.raises(IntegrityError, match="unit_parent_fits"), transaction.atomic():
        Unit.objects.create(level="hamlet", kind="Thôn", name="Lạ", parent=above)


def test_a_commune_may_lie_directly_below_a_province_but_not_below_a_commune(sa_pa):
    """Two tiers from 01/7/2025."""
    made = {"level": "commune", "kind": "Xã", "name": "Lạ", "code": "09990"}
    Unit.objects.create(**made, parent=sa_pa.town.province)
    with pytest.raises(IntegrityError, match="unit_parent_fits"), transaction.atomic():
        Unit.objects.create(**{**made, "code": "09991"}, parent=sa_pa.ta_van)


def test_a_unit_begins_below_one_that_is_there(sa_pa):
    Unit.objects.filter(pk=sa_pa.ta_van.pk).update(valid_to=dt.date(2025, 6, 30))
    late = {"level": "hamlet", "kind": "Thôn", "name": "Muộn", "parent": sa_pa.ta_van, "start_known": True}
    Unit.objects.create(**late, valid_from=dt.date(2025, 6, 30))
    with pytest.raises(IntegrityError, match="unit_parent_fits"), transaction.atomic():
        Unit.objects.create(**{**late, "name": "Quá muộn"}, valid_from=dt.date(2025, 7, 1))


# --- Hamlets ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Hòa Bình", "HOÀ  BÌNH", "hoa binh", "HoàBình"])
def test_a_hamlet_is_written_down_once_however_it_is_typed(sa_pa, name):
    services.add_hamlet(sa_pa.ta_van, "Hoà Bình", valid_from=NEW_YEAR, by=None)
    with pytest.raises(Refused, match="đã có thôn Hoà Bình"):
        services.add_hamlet(sa_pa.ta_van, name, valid_from=MARCH, by=None)


def test_a_hamlet_of_the_future_is_refused(sa_pa):
    with pytest.raises(Refused, match="chưa đến"):
        services.add_hamlet(sa_pa.ta_van, "Mai Sau", valid_from=dt.date(2031, 1, 1), by=None)


def test_a_hamlet_ends_by_its_paper_and_its_name_is_free_again(sa_pa, hamlet, clock):
    services.end_hamlet(hamlet, valid_to=dt.date(2020, 2, 29), legal_basis=PAPER, by=None)
    again = services.add_hamlet(sa_pa.ta_van, "Suối Mới", valid_from=MARCH, by=None)
    assert again.pk != hamlet.pk
    with pytest.raises(Refused, match="đã kết thúc ngày 29/02/2020"):
        services.end_hamlet(hamlet, valid_to=dt.date(2020, 2, 28), legal_basis=PAPER, by=None)


def test_a_commune_does_not_end_here(sa_pa):
    with pytest.raises(Refused, match="phương án sắp xếp"):
        services.end_hamlet(sa_pa.ta_van, valid_to=MARCH, legal_basis=PAPER, by=None)


# --- Marks -----------------------------------------------------------------------------------------------------------


def test_a_mark_has_its_decision_its_paper_and_its_line_of_the_trail(sa_pa, nam):
    scan = SimpleUploadedFile("qd.pdf", b"%PDF-1.4 x")
    row = services.mark(sa_pa.ta_van, "border", valid_from=MARCH, legal_basis="QĐ 1/QĐ-TTg", by=nam, paper=scan)
    assert row.paper.name.startswith("QĐ 1/QĐ-TTg")
    assert audit.history(sa_pa.ta_van).first().after["mark"] == "biên giới"
    services.correct_mark(
        row, mark="border", valid_from=MARCH, valid_to=dt.date(2020, 3, 31), legal_basis="QĐ 1/QĐ-TTg", by=nam
    )
    said = audit.history(sa_pa.ta_van).first()
    assert (said.before["valid_to"], said.after["valid_to"]) == (None, "2020-03-31")
    services.remove_mark(row, reason="ghi nhầm xã", by=nam)
    assert not sa_pa.ta_van.marks.filter(mark="border").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"legal_basis": ""}, "Xin ghi căn cứ"),
        ({"mark": "khac"}, "Xin chọn một diện"),
        ({"valid_to": dt.date(2020, 2, 1)}, "trước khi bắt đầu"),
        ({"valid_from": dt.date(2202, 1, 1)}, "quá xa"),
        ({"mark": "remote", "valid_from": dt.date(2020, 3, 15)}, "đã ghi diện vùng sâu, vùng xa từ 01/3/2020"),
    ],
)
def test_an_impossible_mark_is_refused(sa_pa, changes, sentence):
    services.mark(sa_pa.ta_van, "remote", valid_from=MARCH, legal_basis="QĐ 1", by=None)
    given = {"mark": "border", "valid_from": MARCH, "legal_basis": "QĐ 2", **changes}
    with pytest.raises(Refused, match=sentence):
        services.mark(sa_pa.ta_van, by=None, **given)


# --- Where units went ------------------------------------------------------------------------------------------------


@pytest.fixture
def succession(sa_pa) -> UnitSuccession:
    return UnitSuccession.objects.create(
        predecessor=sa_pa.muong_hoa,
        successor=sa_pa.ta_van,
        on=MARCH,
        extent="part",
        legal_basis=PAPER,
        certain=False,
    )


def settle(row: UnitSuccession, **changes) -> UnitSuccession:
    given = {
        "extent": row.extent,
        "share": row.share,
        "share_basis": row.share_basis,
        "legal_basis": row.legal_basis,
        "certain": row.certain,
        "reason": "đối chiếu Nghị quyết",
    }
    return services.settle_succession(row, by=None, **{**given, **changes})


def test_a_person_confirms_and_gives_the_share_with_its_source(sa_pa, succession):
    settle(succession, certain=True, share=Decimal("0.355"), share_basis="Biên bản bàn giao 120/338 hộ")
    succession.refresh_from_db()
    assert (succession.certain, succession.share) == (True, Decimal("0.35500"))
    for unit in (sa_pa.ta_van, sa_pa.muong_hoa):
        said = audit.history(unit).first()
        assert (said.before["certain"], said.after["certain"]) == (False, True)
        assert said.reason == "đối chiếu Nghị quyết"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"share": Decimal("0.5")}, "Xin ghi nguồn của tỷ lệ"),
        ({"share": Decimal("0.5"), "extent": "whole", "share_basis": "x"}, "Tỷ lệ chỉ ghi cho một phần"),
        ({"share": Decimal("1.2"), "share_basis": "x"}, "nhiều nhất 100%"),
        ({"certain": True, "reason": ""}, "Xin ghi căn cứ của lần xác nhận"),
        ({}, "Không có gì thay đổi"),
    ],
)
def test_an_impossible_settlement_is_refused(succession, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        settle(succession, **changes)


def test_parts_do_not_make_more_than_the_whole(sa_pa, succession):
    other = UnitSuccession.objects.create(
        predecessor=sa_pa.muong_hoa, successor=sa_pa.commune("Hoàng Liên"), on=MARCH, extent="part", legal_basis=PAPER
    )
    settle(succession, share=Decimal("0.7"), share_basis="số hộ")
    with pytest.raises(Refused, match="đã chiếm 70%"):
        settle(other, share=Decimal("0.4"), share_basis="số hộ")
    with pytest.raises(Refused, match="cùng ngày; đã chia"):
        settle(other, extent="whole")


def test_the_database_asks_a_share_for_its_source(succession):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSuccession.objects.filter(pk=succession.pk).update(share=Decimal("0.5"))


def add(old: Unit, new: Unit, on: dt.date = MARCH, **changes) -> UnitSuccession:
    return services.add_succession(old, new, by=None, **{"on": on, "extent": "whole", "legal_basis": PAPER, **changes})


def test_a_missing_succession_is_written_down_and_taken_away(sa_pa):
    row = add(sa_pa.muong_hoa, sa_pa.ta_van)
    assert audit.history(sa_pa.muong_hoa).first().action == "ghi kế thừa đơn vị"
    services.remove_succession(row, reason="không có trong nghị quyết", by=None)
    assert audit.history(sa_pa.ta_van).first().before["succession"] == "xã Mường Hoa → xã Tả Van"
    assert not UnitSuccession.objects.filter(pk=row.pk).exists()


def test_an_impossible_succession_is_refused(sa_pa):
    ta_van, muong_hoa, hoang_lien = sa_pa.ta_van, sa_pa.muong_hoa, sa_pa.commune("Hoàng Liên")
    with pytest.raises(Refused, match="không thể kế thừa chính nó"):
        add(ta_van, ta_van)
    with pytest.raises(Refused, match="khác cấp"):
        add(ta_van, sa_pa.town)
    with pytest.raises(Refused, match="chưa đến"):
        add(muong_hoa, ta_van, on=dt.date(2031, 1, 1))
    add(muong_hoa, hoang_lien)
    add(hoang_lien, ta_van)
    with pytest.raises(Refused, match="thành vòng"):
        add(ta_van, muong_hoa)
    with pytest.raises(Refused, match="đã chia thì mọi nơi nhận"):
        add(muong_hoa, ta_van)


# --- Who keeps it ----------------------------------------------------------------------------------------------------


def test_an_administrator_keeps_what_lies_below_and_nothing_above_or_beside(sa_pa, nam):
    hamlet = sa_pa.hamlet("Dền Thàng")
    elsewhere = Unit.objects.filter(level="commune").exclude(district=sa_pa.town).first()
    assert all(permissions.may_keep(nam, unit) for unit in (sa_pa.ta_van, hamlet))
    assert not any(permissions.may_keep(nam, unit) for unit in (sa_pa.town, sa_pa.town.province, elsewhere))
    assert permissions.may_keep_marks(nam, sa_pa.town)
    assert not permissions.may_keep_marks(nam, sa_pa.town.province)
    assert permissions.may_keep_line(nam, sa_pa.muong_hoa, sa_pa.ta_van)
    assert not permissions.may_keep_line(nam, elsewhere, sa_pa.ta_van), "a line lets read what was the other's"


def test_a_commune_names_its_own_hamlets_and_no_more(sa_pa):
    mai = sa_pa.person("mai")
    assert permissions.may_keep_hamlets(mai, sa_pa.ta_van)
    assert permissions.may_rename(mai, sa_pa.hamlet("Dền Thàng"))
    assert not permissions.may_keep_hamlets(mai, sa_pa.muong_hoa)
    assert not any(permissions.may_keep(mai, unit) for unit in (sa_pa.ta_van, sa_pa.hamlet("Dền Thàng")))
    assert not permissions.may_keep_marks(mai, sa_pa.ta_van)
    assert not permissions.may_rename(sa_pa.person("din"), sa_pa.hamlet("Dền Thàng"))


def test_a_province_is_kept_by_its_own_administrator(sa_pa, nam):
    from campaign_portal.foundation.models import User
    from emulation.people.models import Appointment
    from emulation.people.services import leadership_office

    province = sa_pa.town.province
    admin = User.objects.create_user("tinh", "Quản Trị Tỉnh")
    Appointment.objects.create(
        user=admin, office=leadership_office(province, NEW_YEAR), role="administrator", title="QT", valid_from=NEW_YEAR
    )
    assert permissions.may_keep(admin, province)
    assert not permissions.may_keep(nam, province)


# --- The tree of a day -----------------------------------------------------------------------------------------------


def test_the_top_of_the_tree_is_the_provinces_and_below_one_its_districts(sa_pa):
    mai = sa_pa.person("mai")
    top = register.listed(mai, Asked(on=MARCH))
    assert {unit.level for unit in top} == {Level.PROVINCE}
    assert {u.level for u in register.listed(mai, Asked(on=MARCH, under=sa_pa.town.province))} == {Level.DISTRICT}
    assert {u.level for u in register.listed(mai, Asked(on=MARCH, under=sa_pa.ta_van))} == {Level.HAMLET}


def test_filters_search_everything_below(sa_pa):
    mai = sa_pa.person("mai")
    wards = register.listed(mai, Asked(on=MARCH, under=sa_pa.town, kind="Phường"))
    assert wards.count() == 6
    marked = register.listed(mai, Asked(on=MARCH, mark="building_new_rural"))
    assert marked.count() == 8
    found = register.listed(mai, Asked(on=MARCH, search="ta van, sa pa", level="commune"))
    assert [unit.name for unit in found] == ["Tả Van"]
    assert not register.listed(mai, Asked(on=MARCH, ended=True)).exists()


def test_after_the_reform_a_commune_hangs_below_its_province(sa_pa):
    mai = sa_pa.person("mai")
    commune = Unit.objects.create(
        level="commune", kind="Xã", name="Mới", code="09995", parent=sa_pa.town.province, valid_from=dt.date(2025, 7, 1)
    )
    services.set_ancestors(commune)
    below = register.listed(mai, Asked(on=dt.date(2025, 7, 1), under=sa_pa.town.province))
    assert commune in below
    assert commune not in register.listed(mai, Asked(on=dt.date(2025, 6, 30), under=sa_pa.town.province))
    commune.refresh_from_db()
    assert commune.full_title == "xã Mới, Lào Cai"
