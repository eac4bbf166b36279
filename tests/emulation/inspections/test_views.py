"""The pages: what the plan asks, the list, minutes, answers."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import paper
from emulation.inspections import documents, services
from emulation.inspections.models import Inspection
from tests.emulation.inspections.held import JUNE_20
from tests.support import nd30
from tests.support.many import multiplied

INDEX, NEW = reverse("inspections:index"), reverse("inspections:new")


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def at(name: str, inspection: Inspection, *more) -> str:
    return reverse(f"inspections:{name}", args=[inspection.pk, *more])


class TestTheWholeWay:
    def test_from_the_plan_to_the_last_finding(self, as_, inspections, clock):
        client = as_("thanh")
        assert "?theo=inspection" in text_of(client.get(INDEX))
        assert "Theo kế hoạch phong trào:" in text_of(client.get(NEW, {"theo": "inspection"}))
        party = inspections.sa_pa.party(inspections.sa_pa.ta_van)
        plan = {"kind": "guidance", "title": "Rà soát 6 tháng", "party": party.pk, "planned_on": "20/6/2020"}
        client.post(f"{NEW}?theo=inspection", plan)
        made = Inspection.objects.get()
        assert (made.source_key, made.kind) == ("inspection", "guidance")
        assert "Biên bản còn thiếu" in text_of(client.get(at("page", made)))
        body = text_of(as_("mai").get(at("page", made)))
        assert "dự kiến ngày 20/6/2020" in body
        assert "Điều phát hiện" not in body, "what is being written is the inspectors' alone"
        minutes = {
            "held_on": "20/6/2020", "place": "UBND xã", "team": "Lê Văn Thành", "present": "Lồ A Vảng",
            "content": "Xem sổ.", "conclusion": "Tốt.",
        }  # fmt: skip
        client = as_("thanh")
        client.post(at("edit", made), plan | minutes)
        found = {"text": "Sót hai hộ.", "severity": "mend", "unit": inspections.sa_pa.ta_van.pk}
        assert "Xin ghi hạn khắc phục" in text_of(client.post(at("finding", made), found | {"ask": "Rà lại."}))
        client.post(at("finding", made), found | {"ask": "Rà lại.", "due_on": "15/7/2020"})
        assert "Đã lập biên bản." in text_of(client.post(at("record", made), follow=True))
        finding = made.findings.get()
        clock(dt.date(2020, 7, 17))
        body = text_of(as_("mai").get("/"))
        assert "Khắc phục sau kiểm tra: Rà lại." in body
        assert "quá hạn 2 ngày" in body
        answer = {"text": "Đã đưa hai hộ ra."}
        assert "Đã báo cáo khắc phục" in text_of(as_("mai").post(at("answer", made, finding.pk), answer, follow=True))
        assert "1 báo cáo khắc phục" in text_of(as_("thanh").get("/"))
        back = {"reason": "Chưa có giấy.", "due_on": "30/7/2020"}
        assert "Đã trả lại" in text_of(as_("thanh").post(at("send_back", made, finding.pk), back, follow=True))
        assert "“Chưa có giấy.”" in text_of(as_("mai").get("/"))
        as_("mai").post(at("answer", made, finding.pk), answer)
        as_("thanh").post(at("settle", made, finding.pk))
        made.refresh_from_db()
        assert made.state == Inspection.State.CLOSED


class TestList:
    def test_searched_narrowed_and_others_find_nothing(self, as_, inspections, clock):
        inspections.recorded()
        clock(dt.date(2020, 7, 16))
        for asked, count in [
            ({}, 1),
            ({"tim": "ta van"}, 1),
            ({"tim": "muong hoa"}, 0),
            ({"tinh-trang": "qua-han"}, 1),
        ]:
            assert len(as_("thanh").get(INDEX, asked).context["page"].object_list) == count, asked
        assert not as_("lien").get(INDEX).context["page"].object_list
        assert as_("lien").get(at("page", Inspection.objects.get())).status_code == 404

    def test_it_costs_the_same_with_one_three_and_300(self, as_, inspections):
        client, counts = as_("thanh"), []
        for number in (1, 2, 3, 4):
            made = inspections.written(planned_on=dt.date(2020, 6, number))
            finding = inspections.found(made)
            if number == 4:
                multiplied(made, 296)
                multiplied(finding, 296)
            with CaptureQueriesContext(connection) as captured:
                client.get(INDEX)
            counts.append(len(captured))
        assert counts[1] == counts[2] == counts[3]

    def test_the_workbook_has_a_row_for_everything_found(self, as_, inspections):
        made = inspections.written()
        inspections.found(made)
        inspections.found(made, text="=1+1")
        services.record(made, by=inspections.thanh)
        content = as_("mai").get(reverse("inspections:export")).content
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
        assert [row[14] for row in rows if row[8] in {"=1+1", "Hai hộ đã thoát nghèo còn trong danh sách."}] == [
            "chờ khắc phục"
        ] * 2


def test_the_minutes_stand_as_the_decree_asks(inspections):
    made = inspections.written(planned_on=JUNE_20)
    inspections.found(made)
    content = paper.to_pdf(documents.minutes(made))
    assert nd30.problems(content, draft=True) == []
    words = " ".join(line.text for sheet in nd30.read(content) for line in sheet.lines)
    for said in ("BIÊN BẢN", "Kiểm tra xã Tả Van", "Đoàn kiểm tra:", "Hai hộ đã thoát nghèo", "15/7/2020"):
        assert said in words, said


@pytest.mark.parametrize(("who", "status"), [("hanh", 200), ("din", 200), ("nam", 403)])
def test_who_opens_the_list(as_, inspections, who, status):
    assert as_(who).get(INDEX).status_code == status
