"""What is due is opened once; what is done is recorded once, and the first time counts."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.duties import services
from emulation.duties.models import Duty, Fulfillment

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


def scan(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("ke hoach.pdf", content)


@pytest.fixture
def mai(sa_pa):
    return sa_pa.person("mai")


@pytest.fixture
def launch_plan(sa_pa) -> Duty:
    return Duty.objects.get(kind="launch_plan", unit=sa_pa.ta_van)


@pytest.fixture
def summary(sa_pa) -> Duty:
    return Duty.objects.get(kind="registration_summary")


def opened(sa_pa, **changes) -> Duty:
    values = {
        "kind": "amendment",
        "title": "Bổ sung",
        "unit": sa_pa.ta_van,
        "due_on": dt.date(2020, 3, 12),
        "object_key": "emulation.Registration:1",
        "campaign_key": "sa_pa_2020",
    }
    return services.open_duty(**(values | changes))


class TestOpening:
    def test_a_deadline_opens_one_duty_a_unit(self, sa_pa, launch_plan):
        same = services.open_duty(
            kind="launch_plan",
            title="x",
            unit=sa_pa.ta_van,
            due_on=launch_plan.due_on,
            campaign_key="sa_pa_2020",
            deadline_key="launch_plan",
            period="2020",
        )
        assert same == launch_plan

    def test_an_arrival_opens_one_duty_a_desk(self, sa_pa):
        first = opened(sa_pa)
        assert opened(sa_pa) == first
        assert opened(sa_pa, office=sa_pa.office("standing_office"), unit=sa_pa.town) != first

    def test_after_it_was_done_the_same_object_opens_another(self, sa_pa, mai):
        first = opened(sa_pa)
        services.close_desk("emulation.Registration:1", by=mai)
        assert opened(sa_pa) != first

    def test_it_says_its_day_where_no_plan_words_it(self, sa_pa):
        assert opened(sa_pa).due_text == "đến hết 12/3/2020"

    def test_what_is_overdue_at_birth_shows_at_once(self, sa_pa):
        late = opened(sa_pa, due_on=dt.date(2020, 2, 20))
        assert late.opens_on == dt.date(2020, 2, 20)

    def test_the_database_holds_one_a_deadline_and_unit(self, launch_plan):
        launch_plan.pk = None
        launch_plan._state.adding = True
        with pytest.raises(IntegrityError), transaction.atomic():
            launch_plan.save()


class TestRecording:
    def test_one_deed_answers_every_campaign_that_asks_for_it(self, sa_pa, mai):
        other = services.open_duty(
            kind="registration",
            title="x",
            unit=sa_pa.ta_van,
            due_on=dt.date(2020, 4, 1),
            campaign_key="khac",
            deadline_key="d",
            period="2020",
        )
        done = services.record("registration", sa_pa.ta_van, "2020", by=mai, object_key="emulation.Registration:1")
        assert {item.duty.campaign_key for item in done} == {"sa_pa_2020", "khac"}
        assert Fulfillment.objects.get(duty=other).object_key == "emulation.Registration:1"

    def test_one_campaign_alone_when_asked(self, sa_pa, mai):
        services.open_duty(
            kind="registration",
            title="x",
            unit=sa_pa.ta_van,
            due_on=dt.date(2020, 4, 1),
            campaign_key="khac",
            deadline_key="d",
            period="2020",
        )
        done = services.record("registration", sa_pa.ta_van, "2020", by=mai, campaign_key="sa_pa_2020")
        assert [item.duty.campaign_key for item in done] == ["sa_pa_2020"]

    @pytest.mark.parametrize(
        ("moment", "on_time"),
        [
            (dt.datetime(2020, 3, 9, 23, 59, 59), True),
            (dt.datetime(2020, 3, 10, 0, 0), False),
        ],
    )
    def test_on_time_is_until_midnight_in_vietnam(self, sa_pa, mai, clock, moment, on_time):
        clock(moment)
        (done,) = services.record("registration", sa_pa.ta_van, "2020", by=mai)
        assert done.on_time is on_time

    def test_the_first_time_stays_the_first(self, sa_pa, mai, clock):
        (first,) = services.record("registration", sa_pa.ta_van, "2020", by=mai)
        clock(dt.date(2020, 5, 1))
        assert services.record("registration", sa_pa.ta_van, "2020", by=mai) == []
        assert Fulfillment.objects.get(duty=first.duty).at == first.at

    def test_it_does_not_answer_what_a_return_opened(self, sa_pa, mai):
        amendment = opened(sa_pa, kind="registration", period="2020")
        services.record("registration", sa_pa.ta_van, "2020", by=mai)
        assert not Fulfillment.objects.filter(duty=amendment).exists()

    def test_an_office_s_duty_is_not_its_unit_s(self, sa_pa, mai):
        own = opened(sa_pa, unit=sa_pa.town, office=sa_pa.office("standing_office"), deadline_key="d", kind="report")
        services.record("report", sa_pa.town, "", by=mai)
        assert not Fulfillment.objects.filter(duty=own).exists()
        services.record("report", sa_pa.town, "", by=mai, office=sa_pa.office("standing_office"))
        assert Fulfillment.objects.filter(duty=own).exists()


class TestDesks:
    def test_closing_a_desk_closes_that_kind_and_office_alone(self, sa_pa, mai):
        here, there = opened(sa_pa), opened(sa_pa, unit=sa_pa.town, office=sa_pa.office("standing_office"))
        services.close_desk("emulation.Registration:1", by=mai, office=sa_pa.office("standing_office"))
        assert not Fulfillment.objects.filter(duty=here).exists()
        assert Fulfillment.objects.filter(duty=there).exists()

    def test_a_cancelled_duty_is_nobody_s(self, sa_pa, mai):
        duty = opened(sa_pa)
        services.cancel_desk("emulation.Registration:1", kind="amendment")
        assert duty not in Duty.objects.open()
        assert opened(sa_pa) != duty


class TestPapers:
    def test_s3_13_a_launch_plan_is_done_with_number_date_and_scan(self, launch_plan, mai):
        done = services.record_paper(launch_plan, by=mai, number=" 12/KH-UBND ", date=dt.date(2020, 3, 1), scan=scan())
        assert (done.paper_number, done.paper_date, done.on_time) == ("12/KH-UBND", dt.date(2020, 3, 1), True)
        assert done.paper.name == f"{launch_plan.title}, xã Tả Van.pdf"
        assert audit.history(launch_plan).first().action == "ghi nhận văn bản đã gửi"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"number": "  "}, "number"),
            ({"number": "KH-UBND"}, "number"),
            ({"date": dt.date(2020, 3, 3)}, "date"),
            ({"date": dt.date(20, 3, 1)}, "date"),  # "01/3/0020": a slip of the year
            ({"scan": None}, "scan"),
            ({"scan": scan(b"khong phai giay")}, "scan"),
        ],
    )
    def test_each_thing_wrong_is_told_at_its_field(self, launch_plan, mai, changes, field):
        typed = {"number": "12/KH-UBND", "date": dt.date(2020, 3, 1), "scan": scan()} | changes
        with pytest.raises(Refused) as refused:
            services.record_paper(launch_plan, by=mai, **typed)
        assert [problem.field for problem in refused.value.problems] == [field]
        assert not Fulfillment.objects.filter(duty=launch_plan).exists()

    def test_everything_wrong_at_once(self, launch_plan, mai):
        with pytest.raises(Refused) as refused:
            services.record_paper(launch_plan, by=mai, number="", date=dt.date(2021, 1, 1))
        assert {problem.field for problem in refused.value.problems} == {"number", "date", "scan"}

    def test_s3_12_what_the_product_has_made_needs_no_scan(self, summary, sa_pa):
        done = services.record_paper(
            summary, by=sa_pa.person("thanh"), number="31/BC-PLĐTBXH", date=dt.date(2020, 3, 2)
        )
        assert done.paper is None

    def test_a_second_press_is_told(self, launch_plan, mai):
        services.record_paper(launch_plan, by=mai, number="12/KH-UBND", date=dt.date(2020, 3, 1), scan=scan())
        with pytest.raises(Refused, match="đã được ghi nhận trước đó"):
            services.record_paper(launch_plan, by=mai, number="13/KH-UBND", date=dt.date(2020, 3, 1), scan=scan())

    @pytest.mark.parametrize("who", ["lien", "thanh", "long", "hanh", "ethnic.office", "din"])
    def test_only_the_unit_that_owes_it_records(self, launch_plan, sa_pa, who):
        with pytest.raises(Refused, match="của đơn vị khác"):
            services.record_paper(
                launch_plan, by=sa_pa.person(who), number="12/KH-UBND", date=dt.date(2020, 3, 1), scan=scan()
            )

    def test_a_duty_with_a_page_of_its_own_takes_no_paper(self, sa_pa, mai):
        registration = Duty.objects.get(kind="registration", unit=sa_pa.ta_van)
        with pytest.raises(Refused, match="trang riêng"):
            services.record_paper(registration, by=mai, number="1/A", date=dt.date(2020, 3, 1), scan=scan())

    def test_a_slip_is_mended_with_its_reason_and_the_day_stays(self, launch_plan, mai, clock):
        done = services.record_paper(launch_plan, by=mai, number="12/KH-UBND", date=dt.date(2020, 3, 1), scan=scan())
        clock(dt.date(2020, 4, 1))
        mended = services.correct_paper(
            done, by=mai, number="21/KH-UBND", date=dt.date(2020, 2, 28), reason="Ghi nhầm số"
        )
        assert (mended.paper_number, mended.at, mended.on_time) == ("21/KH-UBND", done.at, True)
        assert mended.paper == done.paper
        entry = audit.history(launch_plan).first()
        assert (entry.before["number"], entry.after["number"], entry.reason) == (
            "12/KH-UBND",
            "21/KH-UBND",
            "Ghi nhầm số",
        )

    def test_mending_asks_for_a_reason(self, launch_plan, mai):
        done = services.record_paper(launch_plan, by=mai, number="12/KH-UBND", date=dt.date(2020, 3, 1), scan=scan())
        with pytest.raises(Refused, match="lý do sửa"):
            services.correct_paper(done, by=mai, number="21/KH-UBND", date=dt.date(2020, 3, 1), reason=" ")
