"""A correction on its pages: who is offered it, what it changes, which version counts."""

import pytest

from emulation.poverty.models import ReviewSet
from emulation.poverty.services import corrections, course, entry


@pytest.fixture
def as_(story, client):
    def sign_in(who: str):
        client.force_login(story.sa_pa.person(who))
        return client

    return sign_in


@pytest.fixture
def approved(story) -> ReviewSet:
    return course.approve(story.submit(), by=story.thanh)


def text(client, review) -> str:
    return client.get(f"/ra-soat/{review.pk}/").content.decode()


def mended(story, approved) -> ReviewSet:
    made = corrections.begin_correction(approved, by=story.mai, reason="Đếm sót một hộ")
    row = made.rows.get(unit__name="Dền Thàng")
    typed = {
        "households_poor_end": str(row.households_poor_end + 1),
        "households_poor_new": str(row.households_poor_new + 1),
    }
    for placed in entry.save_cells(made, {row.pk: typed}, by=story.mai).asking:
        entry.explain(made, placed.row_id, placed.finding.key, "Đã rà lại.", by=story.mai)
    return made


@pytest.mark.parametrize(("who", "offered"), [("mai", True), ("thanh", True), ("vang", False), ("long", False)])
def test_whoever_may_is_offered_it(story, as_, approved, who, offered):
    assert ("Đính chính số đã duyệt…" in text(as_(who), approved)) == offered


def test_the_officer_begins_and_goes_on_in_the_grid(story, as_, approved):
    response = as_("mai").post(f"/ra-soat/{approved.pk}/dinh-chinh/", {"reason": "Đếm sót"}, follow=True)
    made = ReviewSet.objects.get(corrects=approved)
    assert response.redirect_chain[-1][0] == f"/ra-soat/{made.pk}/"
    shown = response.content.decode()
    assert "Bản đính chính, lần 2:" in shown
    assert "Chưa số nào khác lần 1" in shown
    assert "Trình lãnh đạo xã" in shown


def test_the_office_orders_it_by_a_day(story, as_, approved):
    client = as_("thanh")
    refused = client.post(f"/ra-soat/{approved.pk}/dinh-chinh/", {"reason": ""})
    assert refused.status_code == 422
    assert "Xin ghi lý do đính chính: số nào sai, vì sao." in refused.content.decode()
    said = client.post(
        f"/ra-soat/{approved.pk}/dinh-chinh/", {"reason": "Sai Dền Thàng", "due_on": "28/6/2020"}, follow=True
    )
    assert "Đã yêu cầu xã Tả Van đính chính" in said.content.decode()
    assert "Phòng LĐ-TB&amp;XH trả lại: Sai Dền Thàng." in as_("mai").get("/").content.decode()


def test_the_approver_sees_cell_by_cell_what_changed(story, as_, approved):
    made = mended(story, approved)
    made = course.submit(course.present(made, by=story.mai), by=story.vang)
    shown = text(as_("thanh"), made)
    assert "2 số khác lần 1" in shown
    assert "nghèo phát sinh mới (hộ)" in shown
    assert "Đếm sót một hộ" in shown


def test_an_old_version_says_so_and_the_new_one_too(story, as_, approved):
    made = mended(story, approved)
    made = course.submit(course.present(made, by=story.mai), by=story.vang)
    course.approve(made, by=story.thanh)
    client = as_("thanh")
    old, new = text(client, approved), text(client, made)
    assert "Bản cũ, đã thay bằng" in old
    assert f'href="/ra-soat/{made.pk}/">lần 2</a>' in old
    assert "Đính chính số đã duyệt…" not in old
    assert "Đã đính chính, lần 2:" in new
    assert "Đính chính số đã duyệt…" in new


def test_lists_show_the_version_that_counts_and_the_one_in_hand(story, as_, approved):
    made = mended(story, approved)
    shown = as_("thanh").get("/ra-soat/")
    (line,) = [line for line in shown.context["lines"] if line.unit == story.sa_pa.ta_van]
    assert (line.state_pill, line.correction_pill) == (("ok", "Đã duyệt"), ("now", "Đính chính lần 2: đang nhập"))
    assert line.figures.count("poor_end") == sum(r.households_poor_end for r in approved.rows.all())
    assert "Đính chính tiếp" in as_("mai").get("/ra-soat/").content.decode()
    course.submit(course.present(made, by=story.mai), by=story.vang)
    client = as_("thanh")
    waiting = client.get("/ra-soat/?tinh-trang=submitted").context["lines"]
    assert [line.unit.name for line in waiting] == ["Tả Van"]
    assert "1 xã, phường đã nộp, chờ duyệt: Tả Van." in client.get("/").content.decode()


def test_an_opening_list_is_corrected_in_a_grid_of_its_ends(story, client):
    opening = ReviewSet.objects.get(unit=story.sa_pa.ta_van, is_opening=True)
    client.force_login(story.mai, "django.contrib.auth.backends.ModelBackend")
    assert "Đính chính số đã duyệt…" in client.get(f"/ra-soat/{opening.pk}/").content.decode()
    answer = client.post(f"/ra-soat/{opening.pk}/dinh-chinh/", {"reason": "Chép thiếu"}, follow=True)
    html = answer.content.decode()
    assert 'data-field="households_poor_end"' in html
    assert 'data-field="households_poor_start"' not in html, "nobody wrote movements down then"
    listed = client.get("/ra-soat/").content.decode()
    assert "Đính chính tiếp" in listed
    assert "Năm 2019" in listed
