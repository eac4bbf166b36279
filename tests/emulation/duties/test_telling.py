"""What a unit's own plan sets itself, and what was done for a task of the plan."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.campaigns.services import launch
from emulation.duties import services
from emulation.duties.models import Duty, DutyLine
from emulation.duties.services import Told
from tests.emulation.duties.test_services import PDF

JUNE_14 = dt.date(2020, 6, 14)
BROADCAST = Told("Phát thanh về chính sách vay vốn", "phát thanh", Decimal(12), "buổi", JUNE_14)


@pytest.fixture
def june(sa_pa, clock):
    clock(dt.date(2020, 6, 15))
    return sa_pa


@pytest.fixture
def task(june) -> Duty:
    return Duty.objects.get(deadline_key="publicity")


@pytest.fixture
def plan(june) -> Duty:
    return Duty.objects.get(kind="launch_plan", office=june.office("ethnic_office"))


@pytest.fixture
def centre(june):
    return june.person("culture.centre")


@pytest.mark.parametrize(
    ("quantity", "unit", "said"),
    [("12", "buổi", "12 buổi"), ("1200.00", "hộ", "1.200 hộ"), ("4.50", "điểm %", "4,5 điểm %"), (None, "", "")],
)
def test_an_amount_reads_as_people_write_it(quantity, unit, said):
    assert DutyLine(quantity=quantity and Decimal(quantity), unit_of_measure=unit).amount == said


def test_a_deed_is_written_down_mended_and_dropped_and_the_trail_keeps_all(task, centre):
    line = services.save_line(task, BROADCAST, by=centre, scan=SimpleUploadedFile("anh.pdf", PDF))
    assert (line.kind, line.amount, line.paper.name) == ("deed", "12 buổi", "Phát thanh về chính sách vay vốn.pdf")
    line = services.save_line(task, Told("Phát thanh", "", Decimal(13), "buổi", JUNE_14), by=centre, line=line)
    assert line.paper is not None
    services.drop_line(line, by=centre)
    said = [entry.action for entry in audit.history(task)][:3]
    assert said == ["bỏ việc đã làm", "sửa việc đã làm", "ghi việc đã làm"]
    with pytest.raises(Refused, match="đã được bỏ trước đó"):
        services.drop_line(line, by=centre)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Told("  ", done_on=JUNE_14), "text"),
        (Told("Phát thanh"), "done_on"),
        (Told("Phát thanh", done_on=dt.date(2020, 6, 16)), "done_on"),
        (Told("Phát thanh", done_on=dt.date(2018, 6, 14)), "done_on"),
        (Told("Phát thanh", quantity=Decimal(-1), unit_of_measure="buổi", done_on=JUNE_14), "quantity"),
        (Told("Phát thanh", quantity=Decimal(1), done_on=JUNE_14), "unit_of_measure"),
    ],
)
def test_what_a_deed_lacks_is_told_at_its_field(task, centre, told, field):
    with pytest.raises(Refused) as refused:
        services.save_line(task, told, by=centre)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_another_s_task_and_a_paper_without_lines_take_none(task, june):
    with pytest.raises(Refused, match="đơn vị ấy tự ghi"):
        services.save_line(task, BROADCAST, by=june.person("ethnic.office"))
    summary = Duty.objects.get(kind="registration_summary")
    with pytest.raises(Refused, match="không ghi thành từng dòng"):
        services.save_line(summary, BROADCAST, by=june.person("thanh"))


def test_a_task_is_told_done_once_something_was_done(task, centre, clock):
    with pytest.raises(Refused, match="Chưa ghi việc đã làm nào"):
        services.tell_done(task, by=centre)
    services.save_line(task, BROADCAST, by=centre)
    clock(dt.date(2021, 1, 4))
    assert not services.tell_done(task, by=centre).on_time, "the year is over"
    with pytest.raises(Refused, match="đã được ghi nhận"):
        services.tell_done(task, by=centre)


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "deed"}, {"kind": "criterion", "done_on": JUNE_14}, {"text": ""}, {"quantity": -1}],
)
def test_the_database_refuses_a_line_that_says_nothing(plan, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyLine.objects.create(duty=plan, **({"kind": "criterion", "text": "Hộ được giúp"} | wrong))


def test_what_was_told_outlives_a_plan_that_asks_no_more(task, centre, june):
    services.save_line(task, BROADCAST, by=centre)
    deadline = june.campaign.deadlines.get(key="publicity")
    key, kept = deadline.pk, Duty.objects.filter(deadline_key="publicity")
    june.campaign.deadlines.filter(pk=key).delete()
    launch(june.campaign, by=None)
    assert kept.get().cancelled_at is not None
    deadline.save(force_insert=True)
    launch(june.campaign, by=None)
    assert kept.get().cancelled_at is None
    assert kept.get().lines.count() == 1


# --- The screens ------------------------------------------------------------------------------------------------------


@pytest.fixture
def as_(client, june):
    def sign_in(who: str):
        client.force_login(june.person(who))
        return client

    return sign_in


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_task_without_a_day_says_so_once(as_, task):
    shown = text_of(as_("culture.centre").get(reverse("duties:paper", args=[task.pk])))
    assert "; kế hoạch không quy định thời hạn" in shown


def test_a_criterion_is_added_mended_and_what_was_typed_wrong_stays(as_, plan):
    client, address = as_("ethnic.office"), reverse("duties:line", args=[plan.pk])
    typed = {
        "dong-heading": "Y tế",
        "dong-text": "Hộ có thẻ BHYT",
        "dong-quantity": "bốn",
        "dong-unit_of_measure": "hộ",
    }
    answer = text_of(client.post(address, typed))
    assert "không phải là số" in answer
    assert 'value="Hộ có thẻ BHYT"' in answer
    assert 'href="?' not in answer, "nothing is found at this address but by sending the form"
    assert f'action="{reverse("duties:paper", args=[plan.pk])}"' in answer, "the paper's form goes where it always goes"
    client.post(address, typed | {"dong-quantity": "99,5"})
    (line,) = plan.lines.all()
    assert 'value="99,5"' in text_of(client.get(reverse("duties:paper", args=[plan.pk]), {"dong": line.pk}))
    client.post(f"{address}?dong={line.pk}", typed | {"dong-quantity": "100"})
    assert plan.lines.get().amount == "100 hộ"
    assert client.get(reverse("duties:paper", args=[plan.pk]), {"dong": "9" * 30}).status_code == 404


def test_the_list_is_narrowed_and_goes_out_as_a_workbook(as_, plan, june):
    services.save_line(plan, Told("Hộ có thẻ BHYT", "Y tế", Decimal(99), "hộ"), by=june.person("ethnic.office"))
    client, address = as_("thanh"), reverse("duties:index")
    assert "1 tiêu chí, chỉ tiêu riêng" in text_of(client.get(address, {"tim": "dan toc"}))
    assert "Phòng Dân tộc" not in text_of(client.get(address, {"tim": "ke hoach chi tiet", "loc": "chua-ghi"}))
    content = client.get(reverse("duties:export"), {"tim": "phong dan toc"}).content
    rows = list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert ("Y tế", "Hộ có thẻ BHYT", None, 99, "hộ") in [row[10:15] for row in rows]


def test_the_list_and_the_timeline_cost_the_same_however_much_was_told(as_, task, plan, centre, june):
    client, counts = as_("thanh"), []
    for told in (1, 2, 30):
        for _ in range(told):
            services.save_line(task, BROADCAST, by=centre)
            services.save_line(plan, Told("Hộ được giúp"), by=june.person("ethnic.office"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("duties:index"))
            client.get(reverse("timeline"))
            client.get(reverse("duties:paper", args=[task.pk]))
        counts.append(len(captured))
    assert counts[1] == counts[2]
