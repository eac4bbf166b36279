"""People out of a workbook: every row told what becomes of it, good ones taken, the same file twice changes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.people import importers
from emulation.people.importers import HEADINGS, keep_file, take, waiting
from emulation.people.models import Appointment
from tests.foundation.workbooks.files import book, upload

IMPORT = reverse("people:import")
GOOD = {
    "full_name": "Giàng Thị Sua",
    "unit": "xã Tả Van",
    "role": "cán bộ xã",
    "title": "Cán bộ Văn hóa",
    "since": "02/3/2020",
}


def file(*rows: dict[str, str]):
    lines = [[heading.text for heading in HEADINGS]]
    lines += [[row.get(heading.key, "") for heading in HEADINGS] for row in rows]
    return upload(book(lines, sheet="Nhân sự"), "xa.xlsx")


def judged(by, *rows):
    keep_file(file(*rows), by=by)
    return waiting(by)[1]


def test_a_good_row_is_new_and_its_account_gets_a_name(sa_pa, nam):
    (row,) = judged(nam, GOOD)
    assert (row.state, row.problems, row.username) == ("new", [], "suagt.tavan")
    taken = take(nam)
    assert (taken.posts, taken.left) == (1, 0)
    (made,) = taken.invitations
    assert (made.post.user.username, made.post.title, len(made.code)) == ("suagt.tavan", "Cán bộ Văn hóa", 14)
    assert waiting(nam)[1] == []


def test_the_same_file_twice_changes_nothing(sa_pa, nam):
    second = GOOD | {"full_name": "Má A Lử", "username": "lu.tavan"}
    judged(nam, GOOD, second)
    take(nam)
    before = Appointment.objects.count(), User.objects.count()
    assert [row.state for row in judged(nam, GOOD, second)] == ["there", "there"]
    assert take(nam).posts == 0
    assert (Appointment.objects.count(), User.objects.count()) == before


def test_one_person_in_two_rows_gets_one_account_and_two_posts(sa_pa, nam):
    named = GOOD | {"username": "sua"}
    council = {"unit": "thị xã Sa Pa", "role": "ủy viên hội đồng", "title": ""}
    judged(nam, named, named | council)
    taken = take(nam)
    assert (taken.posts, len(taken.invitations)) == (2, 1)
    posts = Appointment.objects.filter(user__username="sua").order_by("pk")
    assert [post.title for post in posts] == ["Cán bộ Văn hóa", "Ủy viên"]


def test_somebody_known_gets_a_further_post(sa_pa, nam):
    row = {"full_name": "Nguyễn Thị Mai", "username": "mai", "unit": "088", "code": "88", "role": "council_member"}
    (row,) = judged(nam, GOOD | row)
    assert row.state == "post"
    take(nam)
    assert Appointment.objects.filter(user__username="mai").count() == 2


@pytest.mark.parametrize(
    ("wrong", "cell", "says"),
    [
        ({"full_name": "Sua"}, "A2", "Chưa đủ họ và tên"),
        ({"unit": "xã Tả Vạn Hoa"}, "B2", "Không có đơn vị nào tên “xã Tả Vạn Hoa”"),
        ({"unit": ""}, "B2", "Chưa ghi đơn vị"),
        ({"unit": "thành phố Lào Cai"}, "B2", "không thuộc đơn vị ông/bà quản trị"),
        ({"code": "99999"}, "C2", "Không có đơn vị mang mã “99999”"),
        ({"office": "Phòng Tài chính"}, "D2", "Xã Tả Van không có cơ quan “Phòng Tài chính”"),
        ({"role": "vua"}, "E2", "Không có vai trò “vua”"),
        ({"role": "lãnh đạo ủy ban (ký văn bản)"}, "E2", "Xã Tả Van không có cơ quan nào có vai trò"),
        ({"office": "Ủy ban nhân dân xã Tả Van", "role": "văn thư", "title": "a" * 121}, "F2", "Chức danh dài 121"),
        ({"unit": "thị xã Sa Pa", "role": "cán bộ cơ quan, đoàn thể"}, "D2", "cơ quan có vai trò này"),
        ({"unit": "thị xã Sa Pa", "role": "quản trị"}, "E2", "do quản trị cấp trên giao"),
        ({"since": "31/4/2020"}, "G2", "Ngày “31/4/2020” chưa đúng"),
        ({"since": ""}, "G2", "Ngày “” chưa đúng"),
        ({"since": "02/3/2019"}, "G2", "hoạt động từ 01/02/2020"),
        ({"until": "mai"}, "H2", "Ngày “mai” chưa đúng"),
        ({"until": "01/3/2020"}, "H2", "đứng trước ngày đầu"),
        ({"username": "Sủa"}, "I2", "chỉ gồm chữ không dấu"),
        ({"username": "mai"}, "I2", "đã có người khác dùng"),
        ({"email": "sua"}, "J2", "không phải địa chỉ thư điện tử"),
    ],
)
def test_a_wrong_row_says_what_at_its_cell_and_is_not_taken(sa_pa, nam, wrong, cell, says):
    (row,) = judged(nam, GOOD | wrong)
    assert any(place == cell and says in sentence for place, sentence in row.problems), row.problems
    assert take(nam).posts == 0
    assert len(waiting(nam)[1]) == 1


def test_the_same_person_twice_and_one_name_for_two_are_wrong(sa_pa, nam):
    other = {"username": "lu", "unit": "thị xã Sa Pa", "role": "ủy viên hội đồng"}
    rows = judged(nam, GOOD, GOOD, GOOD | {"full_name": "Má A Lử", "username": "lu"}, GOOD | other)
    assert [row.state for row in rows] == ["new", "wrong", "new", "wrong"]
    assert "Trùng với dòng 2" in rows[1].problems[0][1]
    assert "đã ghi cho người khác ở dòng 4" in rows[3].problems[0][1]


def test_a_commune_takes_nobody_of_its_neighbour(sa_pa, commune_admin):
    (row,) = judged(commune_admin, GOOD | {"unit": "xã Mường Hoa"})
    assert "không thuộc đơn vị ông/bà quản trị" in row.problems[0][1]


def test_a_hamlet_is_named_with_its_commune(sa_pa, nam):
    head = {"unit": "Tả Van Mông, Tả Van", "role": "trưởng thôn, tổ trưởng", "title": ""}
    (row,) = judged(nam, GOOD | head)
    assert (row.state, row.title) == ("new", "Trưởng thôn")


def test_good_rows_are_taken_while_the_wrong_ones_wait_to_be_mended(client, sa_pa, nam):
    client.force_login(nam, "django.contrib.auth.backends.ModelBackend")
    wrong = GOOD | {"full_name": "Má A Lử", "since": "31/4/2020"}
    client.post(IMPORT, {"file": file(GOOD, wrong)})
    said = client.get(IMPORT).content.decode()
    assert "1 người mới, 1 dòng sai" in said
    assert "G3" in said
    answer = client.post(reverse("people:import_take")).content.decode()
    assert "Mã đăng nhập của 1 người mới" in answer
    assert "1 dòng sai còn chờ" in answer
    mend = reverse("people:import_mend", args=[3])
    assert "31/4/2020" in client.get(mend).content.decode()
    client.post(mend, wrong | {"since": "30/4/2020"})
    assert "alu.tavan" not in client.get(IMPORT).content.decode()
    answer = client.post(reverse("people:import_take")).content.decode()
    assert "Mã đăng nhập của 1 người mới" in answer
    assert client.get(mend).status_code == 404


def test_what_is_no_such_workbook_is_refused_in_the_form(client, sa_pa, nam):
    client.force_login(nam, "django.contrib.auth.backends.ModelBackend")
    answer = client.post(IMPORT, {"file": upload(b"ten;don vi\n", "ds.csv")})
    assert "không phải là sổ Excel" in answer.content.decode()
    client.post(IMPORT, {"file": file(GOOD)})
    assert client.post(reverse("people:import_discard"), follow=True).status_code == 200
    assert waiting(nam)[1] == []


def test_the_blank_form_reads_back(sa_pa, nam):
    with pytest.raises(Refused, match="chưa có dòng nào"):
        keep_file(upload(importers.blank_workbook()), by=nam)


def test_a_preview_costs_the_same_however_many_rows(sa_pa, nam):
    def statements(count: int) -> int:
        keep_file(file(*[GOOD | {"full_name": f"Giàng Thị {'S' * n}"} for n in range(1, count + 1)]), by=nam)
        with CaptureQueriesContext(connection) as asked:
            waiting(nam)
        return len(asked)

    statements(1)  # the administrator's posts are looked up once
    assert statements(1) == statements(60)
