"""The screens of the register: the tree, a unit's page, hamlets from Excel, and what each person may do there."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.territory import services
from emulation.territory.models import Level, Unit, UnitMark, UnitSuccession
from tests.foundation.workbooks.files import book

INDEX = reverse("territory:index")
NEW_YEAR, MARCH = dt.date(2020, 1, 1), dt.date(2020, 3, 1)
PAPER = "Nghị quyết 12/NQ-HĐND ngày 20/02/2020"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who), "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def page(unit: Unit) -> str:
    return reverse("territory:page", args=[unit.pk])


def act(name: str, *args) -> str:
    return reverse(f"territory:{name}", args=args)


# --- The list --------------------------------------------------------------------------------------------------------


def test_the_tree_says_the_day_and_leads_down(as_, sa_pa):
    top = text_of(as_("din").get(INDEX))
    assert "Hôm nay, 02/3/2020: có 1 đơn vị cấp tỉnh" in top
    assert "Của ông/bà" in top
    below = text_of(as_("din").get(INDEX, {"duoi": sa_pa.town.pk}))
    assert "Đơn vị thuộc thị xã Sa Pa" in below
    assert "Xã Tả Van" in below
    assert "7 thôn" in below


def test_another_day_is_asked_in_the_address(as_, sa_pa):
    assert "Ngày 31/12/2019" in text_of(as_("mai").get(INDEX, {"ngay": "31/12/2019"}))
    wrong = text_of(as_("mai").get(INDEX, {"ngay": "31/2/2020"}))
    assert "Ngày “31/2/2020” chưa đúng" in wrong
    assert "Hôm nay, 02/3/2020" in wrong


def test_the_list_is_searched_without_accents_and_filtered(as_, sa_pa):
    found = text_of(as_("mai").get(INDEX, {"tim": "muong hoa, sa pa", "cap": "commune"}))
    assert "Xã Mường Hoa" in found
    assert "Xã Tả Van" not in found
    marked = text_of(as_("mai").get(INDEX, {"dien": "building_new_rural"}))
    assert marked.count("xây dựng nông thôn mới") >= 8
    assert "Không có đơn vị nào như vậy" in text_of(as_("mai").get(INDEX, {"loc": "ket-thuc"}))


def test_the_workbook_holds_what_the_list_shows(as_, sa_pa):
    answer = as_("mai").get(act("export"), {"duoi": sa_pa.town.pk, "cap": "commune"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    codes = [row[1] for row in rows if row[1] and row[1].isdigit()]
    assert len(codes) == 16
    assert "03040" in codes


@pytest.mark.parametrize("address", ["list", "page"])
def test_a_list_costs_the_same_at_any_length(as_, sa_pa, address):
    client = as_("mai")
    url = INDEX + f"?duoi={sa_pa.muong_hoa.pk}" if address == "list" else page(sa_pa.muong_hoa)
    counts = []
    for wanted in (1, 3, 300):
        have = Unit.objects.filter(parent=sa_pa.muong_hoa).count()
        Unit.objects.bulk_create(
            Unit(
                level="hamlet",
                kind="Thôn",
                name=f"T{n}",
                folded_name=f"t{n}",
                parent=sa_pa.muong_hoa,
                commune=sa_pa.muong_hoa,
            )
            for n in range(have, max(have, wanted))
        )
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


# --- A unit's page ---------------------------------------------------------------------------------------------------


def test_everybody_reads_the_page_of_every_unit(as_, sa_pa):
    text = text_of(as_("din").get(page(sa_pa.muong_hoa)))
    assert "Mã 03037, thuộc thị xã Sa Pa, Lào Cai" in text
    assert "không rõ, có từ trước dữ liệu đang có" in text
    assert "Ủy ban nhân dân xã Mường Hoa" in text
    for word in ("Đổi tên…", "Thêm thôn…", "Ghi diện…", "Sửa thông tin…"):
        assert word not in text


def test_what_may_be_done_stands_on_the_page_of_whoever_may(as_, sa_pa):
    own = text_of(as_("mai").get(page(sa_pa.ta_van)))
    assert "Thêm thôn…" in own
    assert "Ghi diện…" not in own
    administrators = text_of(as_("nam").get(page(sa_pa.ta_van)))
    assert all(word in administrators for word in ("Đổi tên…", "Thêm thôn…", "Ghi diện…", "Sửa thông tin…"))


def test_an_unsure_succession_asks_for_a_person(as_, sa_pa):
    row = UnitSuccession.objects.create(
        predecessor=sa_pa.muong_hoa, successor=sa_pa.ta_van, on=MARCH, extent="part", legal_basis=PAPER, certain=False
    )
    text = text_of(as_("nam").get(page(sa_pa.ta_van)))
    assert "Có 1 quan hệ kế thừa mà hai nguồn không khớp" in text
    assert "chưa rõ tỷ lệ" in text
    sent = {"extent": "part", "share": "35,5 %", "share_basis": "120 trên 338 hộ", "legal_basis": PAPER}
    done = as_("nam").post(act("settle", row.pk), {**sent, "certain": "on", "reason": "Công báo"}, follow=True)
    assert "35,5%" in text_of(done)
    assert "Hai nguồn không khớp" not in text_of(done)


def test_a_wrong_share_keeps_what_was_typed(as_, sa_pa):
    row = UnitSuccession.objects.create(
        predecessor=sa_pa.muong_hoa, successor=sa_pa.ta_van, on=MARCH, extent="part", legal_basis=PAPER
    )
    sent = {"extent": "part", "share": "ba phần", "share_basis": "theo biên bản", "legal_basis": PAPER, "reason": "x"}
    text = text_of(as_("nam").post(act("settle", row.pk), sent))
    assert "Ghi phần trăm, ví dụ 35,5" in text
    assert 'value="ba phần"' in text
    assert 'value="theo biên bản"' in text


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_a_commune_officer_adds_and_renames_a_hamlet(as_, sa_pa):
    client = as_("mai")
    sent = {"kind": "Thôn", "name": "Suối Mới", "valid_from": "01/01/2020", "legal_basis": ""}
    assert "Đã thêm vào danh bạ" in text_of(client.post(act("add_hamlet", sa_pa.ta_van.pk), sent, follow=True))
    hamlet = sa_pa.hamlet("Suối Mới")
    sent = {"kind": "Thôn", "name": "Suối Hoa", "on": "01/3/2020", "legal_basis": PAPER}
    renamed = text_of(client.post(act("rename", hamlet.pk), sent, follow=True))
    assert "Tên qua các thời kỳ" in renamed
    assert "Thôn Suối Mới" in renamed


def test_a_refusal_stands_beside_its_box_and_nothing_typed_is_lost(as_, sa_pa):
    sent = {"kind": "Thôn", "name": "DỀN  THÀNG", "valid_from": "32/1/2020", "legal_basis": PAPER}
    client = as_("mai")
    assert "Ngày ghi chưa đúng" in (text := text_of(client.post(act("add_hamlet", sa_pa.ta_van.pk), sent)))
    assert ["DỀN", "THÀNG"][0] in text
    text = text_of(client.post(act("add_hamlet", sa_pa.ta_van.pk), {**sent, "valid_from": "01/01/2020"}))
    assert "Xã Tả Van đã có thôn Dền Thàng" in text
    assert PAPER in text
    long = client.post(act("add_hamlet", sa_pa.ta_van.pk), {**sent, "name": "x" * 300})
    assert "Tên dài 300 ký tự; xin rút còn nhiều nhất 100 ký tự." in text_of(long)


def test_a_nul_is_refused_whole(as_, sa_pa):
    answer = as_("mai").post(act("add_hamlet", sa_pa.ta_van.pk), {"kind": "Thôn", "name": "A\0B"})
    assert answer.status_code == 400


def test_an_administrator_marks_corrects_and_ends(as_, sa_pa):
    client = as_("nam")
    sent = {"mark": "border", "legal_basis": "QĐ 1/QĐ-TTg ngày 02/01/2020", "valid_from": "01/3/2020", "valid_to": ""}
    scan = SimpleUploadedFile("qd.pdf", b"%PDF-1.4 x")
    client.post(act("add_mark", sa_pa.ta_van.pk), {**sent, "paper": scan})
    row = sa_pa.ta_van.marks.get(mark="border")
    for who in ("nam", "lien"):  # whoever sees the unit
        opened = as_(who).get(reverse("file", args=[row.paper_id]))
        assert b"".join(opened.streaming_content).startswith(b"%PDF")
    client = as_("nam")
    client.post(act("edit_mark", row.pk), {**sent, "valid_to": "31/3/2020"})
    row.refresh_from_db()
    assert row.valid_to == dt.date(2020, 3, 31)
    client.post(act("remove_mark", row.pk), {"reason": "ghi nhầm"})
    assert not UnitMark.objects.filter(pk=row.pk).exists()


def test_an_administrator_writes_a_missing_succession_without_javascript(as_, sa_pa):
    sent = {"way": "came", "other": "", "other_tim": "Mường Hoa, Sa Pa", "on": "01/3/2020", "extent": "whole"}
    done = as_("nam").post(act("add_succession", sa_pa.ta_van.pk), {**sent, "legal_basis": PAPER}, follow=True)
    assert "Đã ghi quan hệ kế thừa" in text_of(done)
    assert UnitSuccession.objects.get().predecessor == sa_pa.muong_hoa


def test_a_line_to_a_unit_one_does_not_keep_is_refused(as_, sa_pa):
    """It would let the successor's people read what was the other's."""
    foreign = Unit.objects.valid_on(MARCH).filter(level="commune").exclude(district=sa_pa.town).first()
    sent = {"way": "came", "other": str(foreign.pk), "on": "01/3/2020", "extent": "whole", "legal_basis": PAPER}
    text = text_of(as_("nam").post(act("add_succession", sa_pa.ta_van.pk), sent))
    assert "Ông/bà không quản trị" in text
    assert not UnitSuccession.objects.exists()


@pytest.mark.parametrize("name", ["rename", "correct", "add_hamlet", "bring_hamlets", "hamlet_template", "end"])
def test_what_another_keeps_is_not_there(as_, sa_pa, name):
    unit = sa_pa.muong_hoa if "hamlet" in name else sa_pa.hamlet("Dền Thàng")
    who = "mai" if "hamlet" in name else "lien"
    client = as_(who)
    there, nowhere = client.get(act(name, unit.pk)), client.get(act(name, 999_999))
    assert (there.status_code, there.content) == (404, nowhere.content)


# --- Hamlets from Excel ----------------------------------------------------------------------------------------------


def workbook(*rows) -> SimpleUploadedFile:
    return SimpleUploadedFile("thon.xlsx", book([["Loại", "Tên *", "Từ ngày", "Căn cứ"], *rows]))


def bring(client, commune: Unit, *rows, since: str = "01/01/2020"):
    return client.post(act("bring_hamlets", commune.pk), {"file": workbook(*rows), "since": since})


def press(client, commune: Unit, answer):
    return client.post(act("bring_hamlets", commune.pk), {"rows": answer.context["checked"].kept}, follow=True)


def test_the_file_is_looked_at_then_written_and_a_second_time_changes_nothing(as_, sa_pa):
    client, before = as_("mai"), Unit.objects.count()
    rows = [["Thôn", "Suối Mới", "01/02/2020", PAPER], ["", "Bản Hoa", "", ""], ["Thôn", "den thang", "", ""]]
    seen = bring(client, sa_pa.ta_van, *rows)
    text = text_of(seen)
    assert "Tệp có 3 dòng: 2 thôn mới, 1 thôn đã có (bỏ qua)" in text
    assert "Thêm 2 thôn" in text
    assert Unit.objects.count() == before, "a look writes nothing"
    assert "Đã thêm 2 thôn. 1 thôn đã có nên bỏ qua." in text_of(press(client, sa_pa.ta_van, seen))
    made = Unit.objects.get(level=Level.HAMLET, name="Hoa", commune=sa_pa.ta_van)
    assert (made.kind, made.valid_from) == ("Bản", NEW_YEAR)
    again = bring(client, sa_pa.ta_van, *rows)
    assert "0 thôn mới, 3 thôn đã có" in text_of(again)
    assert "Không có thôn nào mới" in text_of(press(client, sa_pa.ta_van, again))
    assert Unit.objects.count() == before + 2


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Tỉnh", "Suối Mới", "", ""], "Loại “Tỉnh” không có"),
        (["Thôn", "", "", "có căn cứ"], "Xin ghi tên"),
        (["Thôn", "x" * 300, "", ""], "300 ký tự"),
        (["Thôn", "Suối Mới", "hôm qua", ""], "“hôm qua” không phải ngày"),
        (["Thôn", "Suối Mới", "01/01/2031", ""], "Ngày 01/01/2031 chưa đến"),
        (["Thôn", "HOÀ  BÌNH", "", ""], "Trùng tên với dòng 2"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(as_, sa_pa, row, sentence):
    client, before = as_("mai"), Unit.objects.count()
    seen = bring(client, sa_pa.ta_van, ["Thôn", "Hòa Bình", "", ""], row)
    assert sentence in text_of(seen)
    assert "Thêm 1 thôn" not in text_of(seen)
    assert "Dòng 3" in text_of(press(client, sa_pa.ta_van, seen))
    assert Unit.objects.count() == before


@pytest.mark.parametrize("rows", ["", "x", "[]", "{}", '[{"at": 1}]', "[1]", '{"a": "b"}'])
def test_a_preview_that_was_tampered_with_is_refused(as_, sa_pa, rows):
    answer = as_("mai").post(act("bring_hamlets", sa_pa.ta_van.pk), {"rows": rows}, follow=True)
    assert "Xin tải tệp lên lại" in text_of(answer)


def test_no_workbook_is_told_so(as_, sa_pa):
    sent = {"file": SimpleUploadedFile("a.xlsx", b"khong phai excel"), "since": "01/01/2020"}
    assert "a.xlsx" in text_of(as_("mai").post(act("bring_hamlets", sa_pa.ta_van.pk), sent))


def test_the_template_comes_back_as_it_went_out(as_, sa_pa):
    answer = as_("mai").get(act("hamlet_template", sa_pa.ta_van.pk))
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in page[1]] == ["Loại", "Tên *", "Từ ngày", "Căn cứ"]


def test_hamlets_are_written_all_or_none(sa_pa):
    from campaign_portal.foundation.errors import Refused
    from emulation.territory.services.hamlets import NewHamlet

    before = Unit.objects.count()
    with pytest.raises(Refused):
        services.add_hamlets(
            sa_pa.ta_van, [NewHamlet("Thôn", "Suối", NEW_YEAR), NewHamlet("Thôn", "Suoi", NEW_YEAR)], by=None
        )
    assert Unit.objects.count() == before
