"""The pages: made by Phòng Nội vụ, scored by the communes, read by everybody once published."""

import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation.models import Draft
from emulation.clusters.models import ClusterYear, ScoreSheet, TieBreak
from emulation.clusters.selectors.sheets import lines_of
from tests.emulation.clusters.stage import BASIS, FULL, YEAR

INDEX = f"{reverse('clusters:index')}?nam={YEAR}"


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def url(name: str, of) -> str:
    return reverse(f"clusters:{name}", args=[of.pk])


def typed(sheet: ScoreSheet, points, words="", **more) -> dict[str, str]:
    lines = lines_of(sheet)
    data = {f"points_{line.pk}": value for line, value in zip(lines, points, strict=True)}
    return data | {f"reason_{line.pk}": words for line in lines} | more


class TestMaking:
    def test_the_list_says_how_far_each_is(self, as_, opened):
        opened.self_score(1)
        body = text_of(as_("nv.canbo").get(INDEX))
        assert "Một cụm, khối năm 2022; 1 đang chấm điểm." in body
        assert "1 tự chấm, 0 chấm chéo, 0 kết luận / 4" in body
        assert "Các Cụm thi đua của huyện" in body

    def test_the_standing_body_makes_one_from_nothing_to_open(self, as_, stage):
        client = as_("nv.canbo")
        cluster = stage.campaign.clusters.get(key="clusters")
        made = client.post(
            reverse("clusters:new"), {"nam": YEAR, "name": "Cụm thi đua số 2", "cluster": cluster.pk, "kind": "block"}
        )
        year = ClusterYear.objects.get(name="Cụm thi đua số 2")
        assert made["location"] == url("members", year)
        assert year.kind == "cluster", "the plan's kind, not the one typed"
        parties = stage.parties
        chosen = {f"in_{party.pk}": "on" for party in parties} | {"head": parties[0].pk, "deputy": parties[1].pk}
        assert client.post(url("members", year), chosen).status_code == 302
        page = client.get(url("page", year))
        assert "Chưa ghi đủ hạn" in text_of(page)
        assert "Bảng điểm chưa có tiêu chí nào" in text_of(page)
        table = {"new_0_text": "Kết quả", "new_0_points": "100", "new_1_text": "", "new_1_points": "", "basis": BASIS}
        assert client.post(url("criteria", year), table).status_code == 302
        days = {"name": year.name, "self_due_on": "10/12/2022", "cross_due_on": "15/12/2022", "council_member": ""}
        assert client.post(url("edit", year), {**days, "final_due_on": "20/12/2022"}).status_code == 302
        assert client.post(url("open", year)).status_code == 302
        year.refresh_from_db()
        assert year.state == "scoring"
        assert ScoreSheet.objects.filter(member__cluster_year=year).count() == 4

    def test_a_head_outside_the_cluster_is_refused_beside_the_form_with_what_was_chosen(self, as_, stage):
        year = stage.form()
        first, second, third, _ = stage.parties
        chosen = {f"in_{first.pk}": "on", f"in_{second.pk}": "on", "head": third.pk, "deputy": second.pk}
        answer = as_("nv.canbo").post(url("members", year), chosen)
        assert "Cụm trưởng phải là thành viên" in text_of(answer)
        assert f'name="in_{first.pk}" id="id_in_{first.pk}" checked' in re.sub(
            r' aria-[a-z]+="[^"]*"| class="[^"]*"', "", answer.content.decode()
        )

    def test_points_out_of_reach_are_told_beside_their_box(self, as_, stage):
        year = stage.form()
        row = year.criteria.first()
        answer = as_("nv.canbo").post(
            url("criteria", year), {f"{row.pk}_text": row.text, f"{row.pk}_points": "1001", "basis": BASIS}
        )
        assert "điểm tối đa ghi trên 0 và không quá 1.000" in text_of(answer)

    def test_nobody_else_finds_these_pages(self, as_, stage):
        year = stage.form()
        for who, status in (("xa1.lanhdao", 403), ("ld.canbo", 403), ("hd.uyvien", 403)):
            for name in ("edit", "members", "criteria"):
                assert as_(who).get(url(name, year)).status_code == status, (who, name)

    def test_next_year_s_clusters_are_one_press_away(self, as_, stage):
        stage.form()
        client = as_("nv.canbo")
        later = f"{reverse('clusters:index')}?nam={YEAR + 1}"
        assert "Năm trước có 1 cụm, khối" in text_of(client.get(later))
        client.post(reverse("clusters:copy"), {"nam": YEAR + 1})
        copied = ClusterYear.objects.get(year=YEAR + 1)
        assert [member.party for member in copied.members.all()] == stage.parties


class TestSheet:
    def test_the_grid_takes_points_keeps_the_sum_and_hands_on(self, as_, opened):
        sheet = opened.sheet(1)
        client = as_("xa1.lanhdao")
        page = client.get(url("sheet", sheet))
        assert "Tự chấm điểm, " in text_of(page)
        saved = client.post(url("sheet", sheet), typed(sheet, ["60", "39,5", "0,5", "0"], viec="luu"), follow=True)
        assert "Đã lưu điểm." in text_of(saved)
        assert "100,00" in text_of(saved)
        client.post(url("sheet", sheet), typed(sheet, ["60", "39,5", "0,5", "0"], viec="nop"))
        sheet.refresh_from_db()
        assert sheet.state == "cross"

    def test_what_is_refused_stays_typed_also_on_the_next_visit(self, as_, opened):
        sheet = opened.sheet(1)
        client = as_("xa1.canbo")
        answer = client.post(url("sheet", sheet), typed(sheet, ["61", "bốn", "0,555", ""], viec="luu"))
        said = text_of(answer)
        assert "“61” vượt điểm tối đa 60,00; có phải 6,1?" in said
        assert "“bốn” không phải là số" in said
        assert "quá hai chữ số thập phân" in said
        for again in (answer, client.get(url("sheet", sheet))):
            body = again.content.decode()
            for value in ("61", "bốn", "0,555"):
                assert f'value="{value}"' in body
        assert Draft.objects.filter(form_key="score_self").count() == 1
        client.post(url("sheet", sheet), typed(sheet, ["60", "", "", ""], viec="luu"))
        assert not Draft.objects.filter(form_key="score_self").exists()

    def test_an_officer_scores_and_the_leader_hands_on(self, as_, opened):
        sheet = opened.sheet(1)
        body = text_of(as_("xa1.canbo").get(url("sheet", sheet)))
        assert "lãnh đạo đơn vị xem và nộp" in body
        assert "Nộp phiếu tự chấm" not in body
        as_("xa1.canbo").post(url("sheet", sheet), typed(sheet, FULL, viec="nop"))
        sheet.refresh_from_db()
        assert sheet.state == "self", "points are saved, handing on is the leader's"

    def test_the_autosave_answers_the_live_sum_and_keeps_the_text(self, as_, opened):
        sheet = opened.sheet(1)
        answer = as_("xa1.canbo").post(url("autosave", sheet), typed(sheet, ["10", "20,25", "x", ""]))
        said = text_of(answer)
        assert "30,25 / 100,00" in said
        assert "“x” không phải là số" in said
        assert as_("xa3.canbo").post(url("autosave", sheet), {}).status_code == 404
        opened.self_score(1)
        assert as_("xa1.canbo").post(url("autosave", sheet), {}).status_code == 409

    def test_a_difference_wants_its_reason_beside_the_line(self, as_, opened):
        opened.self_score(1)
        sheet = opened.sheet(1)
        client = as_("xa4.lanhdao")
        answer = client.post(url("sheet", sheet), typed(sheet, ["55", *FULL[1:]], viec="nop"))
        assert "chấm chéo 55,00, đơn vị tự chấm 60,00. Xin ghi lý do." in text_of(answer)
        client.post(url("sheet", sheet), typed(sheet, ["55", *FULL[1:]], words="Chưa đủ minh chứng", viec="nop"))
        sheet.refresh_from_db()
        assert sheet.state == "concluding"
        assert "Chấm chéo: Chưa đủ minh chứng" in text_of(as_("nv.canbo").get(url("sheet", sheet)))

    def test_the_conclusion_starts_from_the_cross_scorer_s_points(self, as_, opened):
        opened.self_score(1)
        opened.cross_score(1, ("55", *FULL[1:]), words="Chưa đủ minh chứng")
        body = as_("nv.canbo").get(url("sheet", opened.sheet(1))).content.decode()
        assert 'value="55"' in body

    def test_given_back_with_a_reason_and_a_day(self, as_, opened):
        opened.self_score(1)
        sheet = opened.sheet(1)
        client = as_("xa4.lanhdao")
        refused = client.post(url("give_back", sheet), {"to": "return_self", "reason": "", "due_on": "05/12/2022"})
        assert "Xin ghi lý do" in text_of(refused)
        client.post(
            url("give_back", sheet), {"to": "return_self", "reason": "Thiếu minh chứng", "due_on": "05/12/2022"}
        )
        said = text_of(as_("xa1.lanhdao").get(url("sheet", sheet)))
        assert "Trả lại: “Thiếu minh chứng”" in said
        assert 'value="60"' in as_("xa1.lanhdao").get(url("sheet", sheet)).content.decode(), "what was scored is kept"

    def test_a_page_left_open_is_told_that_the_sheet_went_on(self, as_, opened):
        opened.self_score(1)
        sheet = opened.sheet(1)
        answer = as_("xa1.lanhdao").post(url("sheet", sheet), typed(sheet, FULL), follow=True)
        assert "phần vừa nhập chưa ghi được" in text_of(answer)


class TestRanking:
    def test_before_publication_only_those_who_follow_it_see_it(self, as_, stage):
        year = stage.all_concluded()
        for who, sees in (("nv.canbo", True), ("hd.uyvien", True), ("xa1.lanhdao", True), ("xa2.canbo", True),
                          ("xa3.lanhdao", False), ("xa5.lanhdao", False), ("ld.canbo", False)):  # fmt: skip
            assert ("Xếp hạng tạm" in text_of(as_(who).get(url("page", year)))) is sees, who
            assert (as_(who).get(url("export", year)).status_code == 200) is sees, who

    def test_a_tie_is_broken_on_the_page_by_the_member_in_charge(self, as_, stage):
        year = stage.all_concluded(("60", "39.5", "0", "0"), ("60", "39", "0.5", "0"), FULL, ("50", "30", "0", "0"))
        first, second = (stage.member(place) for place in (1, 2))
        prefix = f"hang-{first.pk}"
        data = {f"{prefix}-place_{first.pk}": "2", f"{prefix}-place_{second.pk}": "1", f"{prefix}-rule": "vote"}
        client = as_("hd.uyvien")
        refused = client.post(url("break_tie", year), {**data, f"{prefix}-reason": ""})
        assert "Xin ghi lý do" in text_of(refused)
        assert "selected" in refused.content.decode()
        client.post(url("break_tie", year), {**data, f"{prefix}-reason": "Biên bản họp cụm ngày 20/12"})
        assert TieBreak.objects.get(member=second).place == 1
        assert "biểu quyết của các thành viên: Biên bản họp cụm" in text_of(client.get(url("page", year)))
        assert as_("xa1.lanhdao").post(url("break_tie", year), data).status_code == 403

    def test_published_with_its_paper_and_read_by_everybody(self, as_, stage):
        year = stage.all_concluded()
        client = as_("nv.canbo")
        refused = client.post(url("publish", year), {"number": "không số", "on": "01/12/2022"})
        assert "Xin ghi số, ký hiệu văn bản công bố" in text_of(refused)
        client.post(url("publish", year), {"number": "45/TB-HĐTĐKT", "on": "01/12/2022"})
        body = text_of(as_("xa5.lanhdao").get(url("page", year)))
        assert "theo văn bản số 45/TB-HĐTĐKT ngày 01/12/2022" in body
        assert "Xem phiếu" not in body, "the sheets are the members' own"
        assert text_of(as_("xa3.canbo").get(url("page", year))).count("Xem phiếu") == 4

    def test_the_workbook_holds_numbers_and_says_what_it_is(self, as_, stage):
        stage.published(FULL, ("1", "1", "0.25", "2"), FULL, FULL)
        answer = as_("xa3.lanhdao").get(url("export", stage.year))
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert ["4", stage.parties[1].name, 2.25, 2, 4.25, ""] in rows
        assert any("Công bố theo văn bản số 45/TB-HĐTĐKT" in str(row[0]) for row in rows)

    def test_the_chart_is_a_picture_with_the_sums(self, as_, stage):
        stage.published()
        svg = as_("xa3.lanhdao").get(url("chart", stage.year))
        assert svg["content-type"] == "image/svg+xml"
        assert "100,00" in svg.content.decode()

    def test_a_correction_leaves_what_was_published_readable(self, as_, stage):
        stage.published()
        client = as_("nv.canbo")
        client.post(url("correct", stage.year), {"reason": "Xã báo cáo sai số liệu"})
        assert "45/TB-HĐTĐKT" in text_of(as_("xa5.lanhdao").get(url("page", stage.year)))
        assert "Đang đính chính: Xã báo cáo sai số liệu" in text_of(client.get(url("page", stage.year)))


class TestPledge:
    def test_written_signed_and_read_by_its_parties(self, as_, stage):
        year = stage.form()
        client = as_("nv.canbo")
        client.post(url("pledge", year))
        year = stage.reload()
        parties = list(year.pledge.parties.all())
        data = {"text": "Đoàn kết giúp nhau", "place": "Châu Thành"}
        data |= {"line_0_text": "Giảm tỷ lệ hộ nghèo", "line_0_quantity": "từ 2%", "line_0_party": ""}
        data |= {"line_1_text": "Xây nhà", "line_1_quantity": "05 căn", "line_1_party": parties[2].pk}
        for party in parties:
            data |= {f"signer_{party.pk}": f"Người ký {party.position}", f"title_{party.pk}": "Chủ tịch"}
        client.post(url("pledge", year), data)
        answer = client.post(url("sign", year), {"on": "01/12/2023"})
        assert "sau hôm nay" in text_of(answer)
        client.post(url("sign", year), {"on": "15/11/2022"})
        assert "Đã ký ngày 15/11/2022" in text_of(as_("xa3.canbo").get(url("pledge", year)))
        assert as_("xa5.canbo").get(url("pledge", year)).status_code == 404, "of another cluster"
        as_("nv.canbo").post(url("unsign", year), {"reason": "Sai tên"})
        year.pledge.refresh_from_db()
        assert year.pledge.state == "draft"


def test_lists_and_pages_cost_the_same_for_one_and_for_many(as_, stage):
    year = stage.form()
    client = as_("nv.canbo")
    client.get(INDEX)

    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        return len(found)

    one = queries(INDEX)
    for number in range(2, 31):
        copied = ClusterYear.objects.get(pk=year.pk)
        copied.pk, copied.name = None, f"Cụm thi đua số {number}"
        copied._state.adding = True
        copied.save()
    assert queries(INDEX) == one
    stage.open()
    page, sheet = url("page", stage.reload()), url("sheet", stage.sheet(1))
    of_four, lines = queries(page), queries(sheet)
    member = stage.member(4)
    ScoreSheet.objects.filter(member=member).delete()
    member.delete()
    for line in lines_of(stage.sheet(1))[2:]:
        line.delete()
    assert (queries(page), queries(sheet)) == (of_four, lines)


@pytest.mark.parametrize("asked", ["²", "9" * 30, "1999", "", "2022-13"])
def test_an_odd_year_shows_the_one_that_runs(as_, stage, asked):
    answer = as_("nv.canbo").get(reverse("clusters:index"), {"nam": asked})
    assert "Cụm, khối thi đua năm 2022" in text_of(answer)
