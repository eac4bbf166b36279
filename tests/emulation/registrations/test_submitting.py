"""From the officer's desk to the receiver's, and back."""

import datetime as dt
from decimal import Decimal

import pytest

from campaign_portal.foundation import files
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty, Fulfillment
from emulation.registrations import services
from emulation.registrations.models import Registration
from emulation.registrations.services import Deed, Figure, PledgeData
from tests.emulation.registrations.conftest import DEED, PLEDGED
from tests.emulation.registrations.test_writing import scan

State = Registration.State


def registration_duty(story) -> Duty:
    return Duty.objects.get(kind="registration", unit=story.sa_pa.ta_van, campaign_key="sa_pa_2020")


def amendments(story) -> list[Duty]:
    return list(Duty.objects.filter(kind="amendment", object_key=files.owner_key(story.registration)))


class TestPresenting:
    def test_a_whole_registration_goes_to_the_leader(self, story):
        assert story.present().state == State.WITH_LEADER

    def test_an_unfinished_one_stays_with_every_reason_at_once(self, started):
        started.save({"Số hộ thoát nghèo": Decimal(40)})
        with pytest.raises(Refused) as refused:
            services.present(started.registration, by=started.mai)
        said = [problem.message for problem in refused.value.problems]
        assert len(said) == 5
        assert any("thấp hơn mức giao 44 hộ" in sentence for sentence in said)
        assert started.reload().state == State.DRAFT

    def test_below_the_plan_passes_with_its_reason(self, started):
        started.save({**PLEDGED, "Số hộ thoát nghèo": Decimal(40)}, notes={"Số hộ thoát nghèo": "Thiếu đất"})
        assert services.present(started.registration, by=started.mai).state == State.WITH_LEADER

    def test_an_agency_without_a_deed_cannot_submit(self, sa_pa):
        officer = sa_pa.person("ethnic.office")
        registration = services.start_registration(
            sa_pa.campaign, sa_pa.party(sa_pa.office("ethnic_office")), by=officer
        )
        helped = registration.items.get(indicator__key="helped_households")
        services.save_registration(registration, PledgeData(figures={helped.pk: Figure(Decimal(5))}), by=officer)
        with pytest.raises(Refused, match="chưa ghi việc làm nào"):
            services.submit(registration, by=officer)
        services.save_registration(registration, PledgeData(deeds=[DEED]), by=officer)
        assert services.submit(registration, by=officer).state == State.SUBMITTED


class TestSubmitting:
    def test_the_leader_submits_and_the_duty_is_done_on_time(self, submitted):
        done = Fulfillment.objects.get(duty=registration_duty(submitted))
        assert done.on_time
        assert done.by == submitted.vang
        assert done.object_key == files.owner_key(submitted.registration)
        assert submitted.registration.submitted_by == submitted.vang

    @pytest.mark.parametrize(("day", "on_time"), [(9, True), (10, False)])
    def test_s3_11_before_10_march_means_9_march_is_the_last_day(self, story, clock, day, on_time):
        clock(dt.datetime(2020, 3, day, 23, 59))
        story.submit()
        assert Fulfillment.objects.get(duty=registration_duty(story)).on_time is on_time

    def test_an_agency_s_officer_submits_himself(self, sa_pa, register):
        registration = register(sa_pa.party(sa_pa.office("ethnic_office")))
        assert registration.state == State.SUBMITTED
        assert registration.submitted_by == sa_pa.person("ethnic.office")

    def test_a_commune_s_officer_does_not(self, story):
        story.fill()
        with pytest.raises(Refused):
            services.submit(story.registration, by=story.mai)

    def test_a_second_press_says_so_and_changes_nothing(self, submitted):
        first = submitted.reload().submitted_at
        with pytest.raises(Refused, match="đang ở trạng thái “đã nộp”"):
            services.submit(submitted.registration, by=submitted.vang)
        assert submitted.reload().submitted_at == first

    def test_the_leader_may_send_it_back_first(self, story):
        story.present()
        back = services.send_back(story.registration, by=story.vang, reason="Xem lại số hộ")
        assert back.state == State.DRAFT

    def test_sending_back_asks_for_a_reason(self, story):
        story.present()
        with pytest.raises(Refused, match="Xin ghi lý do"):
            services.send_back(story.registration, by=story.vang, reason=" ")


class TestReceiving:
    def test_the_standing_office_accepts(self, submitted):
        accepted = services.accept(submitted.registration, by=submitted.thanh)
        assert accepted.state == State.ACCEPTED
        assert accepted.accepted_at is not None

    @pytest.mark.parametrize("who", ["mai", "vang", "lien", "huy", "long", "hanh", "nam", "khanh", "ethnic.office"])
    def test_nobody_else_does(self, submitted, sa_pa, who):
        with pytest.raises(Refused, match="không có nhiệm vụ nhận"):
            services.accept(submitted.registration, by=sa_pa.person(who))

    def test_a_hamlet_s_is_received_by_its_commune(self, sa_pa):
        registration = services.start_registration(
            sa_pa.campaign, sa_pa.party(sa_pa.hamlet("Tả Van Mông")), by=sa_pa.person("din")
        )
        (line,) = registration.items.all()
        services.save_registration(
            registration, PledgeData(figures={line.pk: Figure(Decimal(9))}), by=sa_pa.person("din")
        )
        services.submit(registration, by=sa_pa.person("din"))
        with pytest.raises(Refused):
            services.accept(registration, by=sa_pa.person("lien"))
        assert services.accept(registration, by=sa_pa.person("mai")).state == State.ACCEPTED

    def test_several_at_once_all_or_none(self, sa_pa, register, submitted):
        other = register(sa_pa.party(sa_pa.muong_hoa))
        accepted = services.accept_all([submitted.registration, other], by=submitted.thanh)
        assert [registration.state for registration in accepted] == [State.ACCEPTED] * 2
        third = register(sa_pa.party(sa_pa.commune("Bản Hồ")))
        with pytest.raises(Refused):
            services.accept_all([third, other], by=submitted.thanh)
        assert Registration.objects.get(pk=third.pk).state == State.SUBMITTED

    def test_nothing_to_accept_is_said(self, submitted):
        with pytest.raises(Refused, match="Không còn đăng ký nào"):
            services.accept_all([], by=submitted.thanh)


class TestReturning:
    def test_it_opens_an_amendment_with_its_own_day_for_the_commune(self, returned):
        (duty,) = amendments(returned)
        assert (duty.unit, duty.office, duty.due_on) == (returned.sa_pa.ta_van, None, dt.date(2020, 3, 12))
        assert duty.note == "Thiếu danh sách hộ."
        assert returned.registration.state == State.RETURNED

    def test_an_agency_s_amendment_is_its_own_not_the_town_s(self, sa_pa, register):
        registration = register(sa_pa.party(sa_pa.office("ethnic_office")))
        services.return_registration(
            registration, by=sa_pa.person("thanh"), reason="Rõ hơn", due_on=dt.date(2020, 3, 12), deeds="Ghi ngày công"
        )
        duty = Duty.objects.get(kind="amendment")
        assert duty.office == sa_pa.office("ethnic_office")
        assert list(Duty.objects.of(sa_pa.person("ethnic.office")).filter(kind="amendment")) == [duty]

    def test_being_returned_does_not_make_the_first_late(self, returned):
        assert Fulfillment.objects.get(duty=registration_duty(returned)).on_time
        assert returned.reload().first_submitted_at is not None

    def test_only_the_named_line_opens(self, returned):
        returned.save({"Số hộ thoát nghèo": Decimal(50)})
        assert returned.item("Số hộ thoát nghèo").pledged == 50
        with pytest.raises(Refused, match="không yêu cầu sửa dòng này"):
            returned.save({"Giảm số hộ cận nghèo": Decimal(9)})

    def test_a_line_that_stays_as_it_is_does_not_disturb(self, returned):
        returned.save({"Giảm số hộ cận nghèo": PLEDGED["Giảm số hộ cận nghèo"], "Số hộ thoát nghèo": Decimal(50)})
        assert returned.item("Số hộ thoát nghèo").pledged == 50

    @pytest.mark.parametrize(
        "typed",
        [
            {"deeds": [Deed("Việc mới")]},
            {"deeds": []},
            {"models_and_deeds": "Mô hình mới"},
            {"wants_award": False},
        ],
    )
    def test_parts_that_were_not_named_stay_closed(self, returned, typed):
        with pytest.raises(Refused, match="không yêu cầu sửa"):
            returned.save({}, **typed)

    def test_the_list_opens_when_it_was_named_and_only_then(self, submitted):
        submitted.give_back(escape_list="Kèm danh sách")
        submitted.save({}, escape_list=scan())
        assert submitted.registration.escape_list is not None

    def test_the_list_stays_closed_when_it_was_not(self, submitted):
        submitted.give_back(deeds="Ghi rõ ngày công")
        with pytest.raises(Refused, match="danh sách hộ"):
            submitted.save({}, escape_list=scan())
        submitted.save({}, deeds=[Deed("Làm đường", Decimal(40), "ngày công")])
        assert submitted.registration.items.get(nature="deed").text == "Làm đường"

    def test_submitting_again_closes_the_amendment_and_only_that_does(self, returned):
        returned.save({"Số hộ thoát nghèo": Decimal(50)})
        presented = services.present(returned.registration, by=returned.mai)
        assert not Fulfillment.objects.filter(duty=amendments(returned)[0]).exists()
        again = services.submit(presented, by=returned.vang)
        assert Fulfillment.objects.filter(duty=amendments(returned)[0]).exists()
        assert (again.return_reason, again.deeds_to_mend, again.escape_list_to_mend) == ("", "", "")
        assert not again.items.exclude(to_mend="").exists()
        assert again.first_submitted_at < again.submitted_at or again.first_submitted_at == again.submitted_at

    def test_the_leader_s_no_keeps_the_return_s_bounds(self, returned):
        returned.save({"Số hộ thoát nghèo": Decimal(50)})
        presented = services.present(returned.registration, by=returned.mai)
        back = services.send_back(presented, by=returned.vang, reason="Chưa đủ")
        assert back.state == State.RETURNED
        with pytest.raises(Refused, match="không yêu cầu sửa dòng này"):
            returned.save({"Giảm số hộ cận nghèo": Decimal(9)})

    def test_a_return_that_names_nothing_is_refused(self, submitted):
        with pytest.raises(Refused, match="ít nhất một phần"):
            submitted.give_back(lines={submitted.item("Số hộ thoát nghèo").pk: "  "})
        assert submitted.reload().state == State.SUBMITTED

    def test_a_return_without_a_reason_is_refused(self, submitted):
        with pytest.raises(Refused, match="Xin ghi lý do"):
            services.return_registration(
                submitted.registration, by=submitted.thanh, reason=" ", due_on=dt.date(2020, 3, 12), deeds="x"
            )

    def test_a_day_that_has_passed_is_refused(self, submitted):
        with pytest.raises(Refused, match="Hạn bổ sung 04/3/2020 đã qua"):
            services.return_registration(
                submitted.registration, by=submitted.thanh, reason="x", due_on=dt.date(2020, 3, 4), deeds="x"
            )

    def test_a_line_of_another_registration_is_refused_whole(self, submitted, register, sa_pa):
        foreign = register(sa_pa.party(sa_pa.muong_hoa)).items.first()
        with pytest.raises(Refused, match="không thuộc đăng ký này"):
            submitted.give_back(lines={foreign.pk: "x"})
        assert submitted.reload().state == State.SUBMITTED
        assert not amendments(submitted)

    def test_an_accepted_one_may_still_be_returned(self, submitted):
        services.accept(submitted.registration, by=submitted.thanh)
        returned = submitted.give_back()
        assert (returned.state, returned.accepted_at) == (State.RETURNED, None)

    def test_returned_twice_one_amendment_each(self, returned):
        returned.save({"Số hộ thoát nghèo": Decimal(50)})
        services.submit(services.present(returned.registration, by=returned.mai), by=returned.vang)
        returned.give_back(deeds="Ghi rõ")
        assert [hasattr(duty, "fulfillment") for duty in amendments(returned)] == [True, False]
