"""The pages of drafts and versions, as people open them."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaign_portal.shell.definition import drafting
from campaign_portal.shell.definition.outline import sections
from campaign_portal.shell.definition.writing import values_of, written
from demo.ground import CAMPAIGN_FILE
from emulation.campaigns.models import CampaignVersion
from tests.shell.definition.drafts import copied, in_force, rewritten
from tests.shell.definition.test_enacting import later_review, with_paper

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def reader(client, sa_pa):
    def sign_in(name):
        client.force_login(sa_pa.person(name), backend=BACKEND)
        return client

    return sign_in


def page(client, name, *args):
    answer = client.get(reverse(f"campaigns:{name}", args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_whoever_prepares_is_offered_to_begin_and_nobody_else(reader):
    assert "Lập phong trào mới" in page(reader("thanh"), "index")
    for name in ("din", "hanh", "nam", "bich"):
        assert "Lập phong trào mới" not in page(reader(name), "index")


def test_the_list_costs_the_same_with_one_draft_and_many(reader, sa_pa, django_assert_max_num_queries):
    client = reader("thanh")
    for number in range(3):
        drafting.begin_empty(sa_pa.town, f"moi_{number}", first_year=2021, by=sa_pa.person("huy"))
        with django_assert_max_num_queries(14):
            page(client, "index")


def test_a_copy_is_begun_on_a_page(reader):
    client = reader("thanh")
    said = {"way": "chep", "unit": str(in_force().unit_id), "source": str(in_force().pk), "first_year": "2021"}
    answer = client.post(reverse("campaigns:new"), said)
    draft = CampaignVersion.objects.in_hand().get()
    assert answer["Location"] == reverse("campaigns:draft", args=[draft.pk])
    assert draft.campaign_key == "sa_pa_2021"
    shown = page(client, "draft", draft.pk)
    assert "điều còn thiếu trước khi phát động" in shown
    assert "Còn nhắc năm của kỳ trước" in shown


def test_a_file_is_begun_on_a_page_also_with_faults(reader, sa_pa):
    client = reader("huy")
    upload = SimpleUploadedFile("moi.yaml", b"key: moi_2021\nclasses: [", "application/yaml")
    client.post(reverse("campaigns:new"), {"way": "tep", "unit": str(sa_pa.town.pk), "file": upload, "key": "moi_2021"})
    draft = CampaignVersion.objects.in_hand().get()
    assert "không đúng cú pháp YAML" in page(client, "text", draft.pk)
    assert "Không đúng cú pháp YAML" in page(client, "draft", draft.pk)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Xin chọn cách bắt đầu."),
        ({"way": "chep", "first_year": "2021"}, "Xin chọn phong trào để chép."),
        ({"way": "trong", "first_year": "hai nghìn"}, "Năm ghi bằng bốn chữ số"),
        ({"way": "trong"}, "Xin ghi năm bắt đầu"),
        ({"way": "tep"}, "Xin chọn tệp định nghĩa."),
        ({"way": "trong", "first_year": "2021", "key": "Sa Pa"}, "chưa đúng dạng"),
    ],
)
def test_beginning_says_what_is_missing(reader, sa_pa, said, words):
    answer = reader("thanh").post(reverse("campaigns:new"), {"unit": str(sa_pa.town.pk)} | said)
    assert words in answer.content.decode()
    assert not CampaignVersion.objects.in_hand().exists()


def test_a_file_that_is_no_text_is_told_so(reader, sa_pa):
    for content in ("Kế hoạch".encode("utf-16"), b"PK\x03\x04\x00\x00"):
        said = {"way": "tep", "unit": str(sa_pa.town.pk), "file": SimpleUploadedFile("a.yaml", content)}
        assert "không phải là" in reader("thanh").post(reverse("campaigns:new"), said).content.decode()


@pytest.mark.parametrize("section", list(sections()))
def test_every_section_of_a_real_plan_opens(reader, sa_pa, section):
    client, draft = reader("thanh"), copied(sa_pa)
    assert sections()[section].label in page(client, "section", draft.pk, section)
    rows = values_of(draft.text).get(section)
    if isinstance(rows, list) and drafting.is_list(section):
        for place in {0, len(rows)}:
            page(client, "item", draft.pk, section, place)


def form_data(client, draft, *args):
    """What a browser would send back of a form that nobody touched."""
    name = "item" if len(args) == 2 else "section"
    answer = client.get(reverse(f"campaigns:{name}", args=[draft.pk, *args]))
    form = answer.context["form"]
    data = {name: form.data.getlist(name) for name in form.data}
    return data | {"lan": str(answer.context["revision"])}


def test_a_form_is_saved_and_says_what_is_left(reader, sa_pa):
    client, draft = reader("thanh"), copied(sa_pa)
    data = form_data(client, draft, "milestones", 2)
    data |= {"sort_on": "31/2/2021", "title": "Tổng kết năm"}
    url = reverse("campaigns:item", args=[draft.pk, "milestones", 2])
    shown = client.post(url, data, follow=True).content.decode()
    assert "Đã lưu. Còn 1 chỗ phải sửa ở đây." in shown
    assert "“31/2/2021” không phải là ngày có thật" in shown
    draft.refresh_from_db()
    assert values_of(draft.text)["milestones"][2]["title"] == "Tổng kết năm"


def test_the_head_is_saved_with_its_paper(reader, sa_pa):
    client, draft = reader("thanh"), copied(sa_pa)
    data = form_data(client, draft, "campaign")
    data |= {"document-number": "21", "document-date": "20/1/2021", "document-title": "Phát động"}
    client.post(reverse("campaigns:section", args=[draft.pk, "campaign"]), data)
    draft.refresh_from_db()
    document = values_of(draft.text)["campaign"]["document"]
    assert (document["number"], document["date"], document["title"]) == ("21", dt.date(2021, 1, 20), "Phát động")


def test_what_is_not_ruled_is_ticked(reader, sa_pa):
    client, draft = reader("thanh"), copied(sa_pa)
    data = form_data(client, draft, "not_ruled") | {"not_ruled": ["clusters", "scoring"]}
    client.post(reverse("campaigns:section", args=[draft.pk, "not_ruled"]), data)
    draft.refresh_from_db()
    assert values_of(draft.text)["not_ruled"] == ["clusters", "scoring"]


def test_somebody_elses_save_is_told_and_what_was_typed_stays(reader, sa_pa):
    client, draft = reader("thanh"), copied(sa_pa)
    data = form_data(client, draft, "milestones", 0) | {"title": "Lễ phát động"}
    rewritten(draft, sa_pa.person("huy"), lambda values: values["milestones"].pop())
    url = reverse("campaigns:item", args=[draft.pk, "milestones", 0])
    answer = client.post(url, data)
    shown = answer.content.decode()
    assert "vừa lưu bản dự thảo này" in shown
    assert "Lễ phát động" in shown
    client.post(url, data | {"lan": str(answer.context["revision"])})
    draft.refresh_from_db()
    assert values_of(draft.text)["milestones"][0]["title"] == "Lễ phát động"


def test_an_entry_is_added_moved_and_dropped(reader, sa_pa):
    client, draft = reader("thanh"), copied(sa_pa)
    new = {"lan": "1", "key": "peak", "kind": "peak", "title": "Tháng cao điểm", "sort_on": "17/10/2021"}
    client.post(reverse("campaigns:item", args=[draft.pk, "milestones", 3]), new)
    client.post(reverse("campaigns:move", args=[draft.pk, "milestones", 3]), {"lan": "2", "huong": "len"})
    client.post(reverse("campaigns:drop", args=[draft.pk, "milestones", 0]), {"lan": "3"})
    draft.refresh_from_db()
    assert [row["key"] for row in values_of(draft.text)["milestones"]] == ["interim_review", "peak", "final_review"]


def test_the_whole_text_is_kept_with_all_faults_by_line(reader, sa_pa):
    client, draft = reader("thanh"), copied(sa_pa)
    text = draft.text.replace("kind: launch\n", "kind: begin\n", 1) + "\nstray: 1\n"
    answer = client.post(reverse("campaigns:text", args=[draft.pk]), {"text": text, "lan": "1"}, follow=True)
    shown = answer.content.decode()
    assert "Còn 3 chỗ phải sửa" in shown
    assert len(re.findall(r"<b>Dòng \d+</b>", shown)) == 3
    draft.refresh_from_db()
    assert draft.text == text


def test_a_section_that_is_no_list_of_groups_is_mended_in_the_text(reader, sa_pa):
    client, draft = reader("thanh"), copied(sa_pa)
    draft = rewritten(draft, sa_pa.person("thanh"), lambda values: values.update(milestones=["mốc"]))
    answer = client.get(reverse("campaigns:item", args=[draft.pk, "milestones", 0]))
    assert answer["Location"] == reverse("campaigns:text", args=[draft.pk])
    assert "mốc" in page(client, "section", draft.pk, "milestones")


def test_a_draft_is_no_page_for_others(reader, sa_pa):
    draft = copied(sa_pa)
    for name, status in (("mai", 404), ("vang", 404), ("din", 403), ("nam", 403), ("hanh", 403)):
        for address in ("draft", "text", "file"):
            assert reader(name).get(reverse(f"campaigns:{address}", args=[draft.pk])).status_code == status
    assert reader("mai").get(reverse("campaigns:compare", args=[draft.pk, draft.copied_from_id])).status_code == 404


def test_a_copy_is_compared_with_its_source(reader, sa_pa):
    draft = copied(sa_pa)
    shown = page(reader("huy"), "compare", draft.pk, draft.copied_from_id)
    assert "trước 10/3" not in shown
    assert "<del>31/12/2020</del>" in shown
    assert "<ins>31/12/2021</ins>" in shown


def test_launching_on_the_page(reader, sa_pa, clock):
    clock(dt.date(2021, 1, 25))
    from tests.shell.definition.drafts import ready

    draft = ready(sa_pa)
    client = reader("long")
    assert "Đã đủ để phát động" in page(client, "draft", draft.pk)
    answer = client.post(reverse("campaigns:enact", args=[draft.pk]), {"lan": str(draft.revision)}, follow=True)
    assert "Đã phát động phong trào" in answer.content.decode()
    assert "Cải thiện điều kiện sống 2021" in page(reader("mai"), "index")


def test_amending_on_the_pages(reader, sa_pa, clock):
    clock(dt.date(2020, 5, 4))
    client = reader("thanh")
    client.post(reverse("campaigns:amend", args=["sa_pa_2020"]))
    draft = CampaignVersion.objects.in_hand().get()
    assert client.post(reverse("campaigns:amend", args=["sa_pa_2020"]))["Location"].endswith(f"/{draft.pk}/")
    rewritten(draft, sa_pa.person("thanh"), later_review)
    with_paper(draft, sa_pa)
    draft.refresh_from_db()
    reader("long").post(reverse("campaigns:enact", args=[draft.pk]), {"lan": str(draft.revision)})
    plan = reader("mai").get(reverse("plan")).content.decode()
    assert "Đã sửa đổi bởi" in plan
    assert "Quyết định số 412/QĐ-UBND ngày 04/5/2020" in plan
    assert "đã được sửa đổi" in page(reader("mai"), "versions", "sa_pa_2020")
    old = page(reader("mai"), "version", "sa_pa_2020", 1)
    assert "20/6/2020" in old
    assert "bản 2" in old
    assert "<ins>22/6/2020</ins>" in page(reader("mai"), "compare", in_force().pk, in_force().copied_from_id)
    answer = reader("mai").get(reverse("campaigns:version", args=["sa_pa_2020", 1]) + "?tep")
    assert answer["Content-Type"].startswith("application/yaml")


def test_the_paper_of_an_amendment_is_typed_bit_by_bit(reader, sa_pa):
    draft = drafting.begin_amendment(sa_pa.campaign, by=sa_pa.person("thanh"))
    client, url = reader("thanh"), reverse("campaigns:document", args=[draft.pk])
    client.post(url, {"number": "412/QĐ-UBND"})
    shown = client.post(url, {"number": "412/QĐ-UBND", "date": "31/2"}).content.decode()
    assert "Ngày ghi chưa đúng" in shown
    draft.refresh_from_db()
    assert draft.document_number == "412/QĐ-UBND"


def test_closing_on_the_page(reader, sa_pa, clock):
    client, url = reader("long"), reverse("campaigns:close", args=["sa_pa_2020"])
    assert "Tổng kết còn ở phía trước" in client.get(url).content.decode()
    assert "Chưa kết thúc được" in client.get(url).content.decode()
    client.post(url)
    assert in_force().state == "launched"
    clock(dt.date(2021, 1, 5))
    shown = reader("long").post(url, follow=True).content.decode()
    assert "đã kết thúc" in shown
    assert reader("long").get(url).status_code == 404
    assert "Soạn sửa đổi" not in page(reader("thanh"), "versions", "sa_pa_2020")


def test_pages_of_versions_cost_the_same_for_one_and_for_three(reader, sa_pa, django_assert_max_num_queries):
    client = reader("mai")
    with django_assert_max_num_queries(16):
        page(client, "versions", "sa_pa_2020")
    from campaign_portal.shell.definition import loading

    text = CAMPAIGN_FILE.read_text(encoding="utf-8")
    for day in ("22", "23"):
        loading.load(text.replace("on: 2020-06-20, opens_on", f"on: 2020-06-{day}, opens_on", 1))
    with django_assert_max_num_queries(16):
        page(client, "versions", "sa_pa_2020")


def test_a_page_of_a_draft_costs_the_same_however_many_entries(reader, sa_pa, django_assert_max_num_queries):
    client, draft = reader("thanh"), copied(sa_pa)
    with django_assert_max_num_queries(40):
        page(client, "draft", draft.pk)
    values = values_of(draft.text)
    values["milestones"] = [values["milestones"][0] | {"key": f"stone_{number}"} for number in range(300)]
    drafting.save_text(draft, written(values), seen=draft.revision, by=sa_pa.person("thanh"))
    with django_assert_max_num_queries(40):
        page(client, "draft", draft.pk)
        assert "300 mục" in page(client, "section", draft.pk, "milestones")


def test_the_first_page_shows_what_is_in_hand(reader, sa_pa):
    copied(sa_pa)
    assert "Kế hoạch phong trào đang soạn" in reader("huy").get("/").content.decode()
    assert "Kế hoạch phong trào đang soạn" not in reader("mai").get("/").content.decode()
