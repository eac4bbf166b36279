"""Planned by whom the plan names, held, answered by whom it concerns, settled or sent back."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import files
from campaign_portal.foundation.errors import Refused
from emulation.campaigns.models import Arrangement
from emulation.duties.models import Duty
from emulation.inspections import permissions, services
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.inspections.selectors.planned import planned_in
from tests.emulation.inspections.held import JULY_15, JUNE_20

State, Found = Inspection.State, InspectionFinding.State


def duties_of(finding) -> list[Duty]:
    return list(Duty.objects.open().filter(object_key=files.owner_key(finding)))


class TestPlanning:
    def test_what_the_plan_asks_is_there_to_begin_with(self, inspections):
        (item,) = [one for one in planned_in(inspections.sa_pa.campaign) if one.key == "inspection"]
        assert item.who == "Phòng LĐ-TB&XH, Phòng Nội vụ"
        assert "kiểm tra, đôn đốc" in item.text

    def test_whoever_the_plan_names_inspects_and_nobody_else(self, inspections):
        named = {
            who
            for who in ("thanh", "huy", "mai", "khanh", "ngoc", "long")
            if permissions.inspecting_post(inspections.sa_pa.person(who), inspections.sa_pa.campaign)
        }
        assert named == {"thanh", "huy"}
        with pytest.raises(Refused, match="không giao cơ quan của ông/bà kiểm tra"):
            services.plan(inspections.sa_pa.campaign, services.Planned("Thử", None, JUNE_20), by=inspections.mai)

    def test_the_council_does_where_the_plan_says_so(self, inspections):
        Arrangement.objects.filter(key="inspection").update(by_roles=["council"])
        assert permissions.inspecting_post(inspections.sa_pa.person("ngoc"), inspections.sa_pa.campaign)

    def test_not_oneself_nor_twice_on_a_day(self, inspections):
        inspections.planned()
        with pytest.raises(Refused, match="Đã có cuộc kiểm tra xã Tả Van ngày này"):
            inspections.planned()
        own = inspections.sa_pa.party(inspections.sa_pa.office("standing_office"))
        with pytest.raises(Refused, match="không tự kiểm tra mình"):
            inspections.planned(party=own)

    def test_called_off_for_a_reason(self, inspections):
        made = inspections.planned()
        with pytest.raises(Refused, match="Xin ghi lý do"):
            services.call_off(made, reason="", by=inspections.thanh)
        assert services.call_off(made, reason="Mưa lũ.", by=inspections.thanh).state == State.CALLED_OFF
        inspections.planned()  # and may be planned again


class TestMinutes:
    def test_the_paper_is_whole_before_it_stands(self, inspections):
        with pytest.raises(Refused, match="còn thiếu: ngày kiểm tra, địa điểm, đoàn kiểm tra"):
            services.record(inspections.planned(), by=inspections.thanh)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"text": " "}, "Xin ghi điều phát hiện"),
            ({"ask": ""}, "Xin ghi việc phải làm"),
            ({"due_on": None}, "Xin ghi hạn khắc phục"),
            ({"due_on": dt.date(2020, 6, 19)}, "Hạn phải sau ngày kiểm tra"),
            ({"due_on": dt.date(2200, 7, 1)}, "xin kiểm tra năm"),
        ],
    )
    def test_a_finding_says_what_to_do_by_when(self, inspections, changes, said):
        with pytest.raises(Refused, match=said):
            inspections.found(inspections.written(), **changes)

    def test_nor_of_somebody_who_was_not_inspected(self, inspections):
        with pytest.raises(Refused, match="không thuộc nơi được kiểm tra"):
            inspections.found(inspections.written(), unit=inspections.sa_pa.muong_hoa)

    def test_with_nothing_but_remarks_it_has_ended(self, inspections):
        made = inspections.written()
        inspections.found(made, severity="remark", ask="", due_on=None)
        assert services.record(made, by=inspections.thanh).state == State.CLOSED

    def test_what_stands_is_not_written_in(self, inspections):
        finding = inspections.recorded()
        with pytest.raises(Refused, match="nên không sửa được"):
            inspections.found(finding.inspection)

    def test_the_database_knows_no_minutes_without_a_day(self, inspections):
        made = inspections.planned()
        with pytest.raises(IntegrityError), transaction.atomic():
            Inspection.objects.filter(pk=made.pk).update(state=State.RECORDED)


class TestFollowingUp:
    def test_the_unit_owes_an_answer_the_inspectors_settle_it(self, inspections):
        finding = inspections.recorded()
        (duty,) = duties_of(finding)
        assert (duty.unit, duty.office, duty.due_on) == (inspections.sa_pa.ta_van, None, JULY_15)
        assert duty in Duty.objects.of(inspections.mai)
        services.answer(finding, text="Đã đưa hai hộ ra khỏi danh sách.", by=inspections.mai)
        assert duties_of(finding) == []
        assert services.settle(finding, by=inspections.thanh).state == Found.SETTLED
        finding.inspection.refresh_from_db()
        assert finding.inspection.state == State.CLOSED, "the last one ends it"

    def test_a_hamlet_s_is_its_head_s_and_he_reads_why(self, inspections):
        made = inspections.written()
        finding = inspections.found(made, unit=inspections.sa_pa.hamlet("Tả Van Mông"))
        assert not Inspection.objects.visible_to(inspections.din).exists(), "while the minutes are being written"
        services.record(made, by=inspections.thanh)
        assert Inspection.objects.visible_to(inspections.din).get() == made
        assert duties_of(finding)[0] in Duty.objects.of(inspections.din)
        services.answer(finding, text="Đã họp thôn.", by=inspections.din)

    def test_sent_back_it_is_owed_again_by_a_new_day(self, inspections):
        finding = services.answer(inspections.recorded(), text="Đang làm.", by=inspections.mai)
        with pytest.raises(Refused, match="Hạn mới phải từ 20/6/2020"):
            services.send_back(finding, reason="Chưa có giấy.", due_on=dt.date(2020, 6, 1), by=inspections.thanh)
        day = dt.date(2020, 7, 30)
        back = services.send_back(finding, reason="Chưa có giấy.", due_on=day, by=inspections.thanh)
        assert (back.state, back.said, duties_of(back)[0].due_on) == (Found.OPEN, "Chưa có giấy.", day)

    def test_nobody_answers_for_another_nor_settles_his_own(self, inspections):
        finding = inspections.recorded()
        with pytest.raises(Refused, match="không có nhiệm vụ báo cáo khắc phục"):
            services.answer(finding, text="Xong.", by=inspections.sa_pa.person("lien"))
        services.answer(finding, text="Xong.", by=inspections.mai)
        with pytest.raises(Refused, match="không có nhiệm vụ khép"):
            services.settle(finding, by=inspections.mai)

    def test_not_before_the_minutes_stand(self, inspections):
        finding = inspections.found(inspections.written())
        with pytest.raises(Refused, match="Biên bản chưa lập xong"):
            services.answer(finding, text="Xong.", by=inspections.mai)

    def test_an_agency_answers_itself(self, inspections):
        office = inspections.sa_pa.office("justice_office")
        made = inspections.written(party=inspections.sa_pa.party(office))
        finding = inspections.found(made, unit=inspections.sa_pa.town)
        services.record(made, by=inspections.thanh)
        assert duties_of(finding)[0].office == office
