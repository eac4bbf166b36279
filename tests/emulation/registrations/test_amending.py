"""Amended with versions, withdrawn, registered again; the last text that was handed in stands until the next."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty
from emulation.registrations import services
from emulation.registrations.models import Registration
from emulation.registrations.selectors import board as boards
from emulation.registrations.selectors.versions import course_of


def ta_van_on_the_board(story):
    groups = boards.board(story.campaign, story.thanh)
    return next(row for group in groups for row in group.rows if row.party == story.party)


class TestAmending:
    def test_what_was_handed_in_stands_until_the_next_text(self, submitted):
        services.accept(submitted.registration, by=submitted.thanh)
        submitted.registration = services.amend(submitted.reload(), by=submitted.mai, reason="Rà soát lại số hộ.")
        submitted.save({"Số hộ thoát nghèo": Decimal(50)})
        row = ta_van_on_the_board(submitted)
        assert (row.sign, row.is_in) == (("wait", "Đang sửa đổi"), True)
        assert [int(line.pledged) for line in row.lines if line.indicator == "escaped_households"] == [45]
        services.present(submitted.registration, by=submitted.mai)
        services.submit(submitted.registration, by=submitted.vang)
        row = ta_van_on_the_board(submitted)
        assert [int(line.pledged) for line in row.lines if line.indicator == "escaped_households"] == [50]

    def test_each_text_is_kept_with_what_it_changed_and_why(self, submitted):
        first = submitted.reload().first_submitted_at
        submitted.registration = services.amend(submitted.registration, by=submitted.mai, reason="Rà soát lại số hộ.")
        submitted.save({"Số hộ thoát nghèo": Decimal(50)})
        services.present(submitted.registration, by=submitted.mai)
        services.submit(submitted.registration, by=submitted.vang)
        latest, earliest = course_of(submitted.reload())
        assert (latest.version.number, latest.version.reason) == (2, "Rà soát lại số hộ.")
        assert latest.changes == [("Số hộ thoát nghèo", "45", "50")]
        assert earliest.changes == []
        assert submitted.registration.first_submitted_at == first

    @pytest.mark.parametrize("who", ["thanh", "lien"])
    def test_nobody_else_opens_it(self, submitted, sa_pa, who):
        with pytest.raises(Refused):
            services.amend(submitted.registration, by=sa_pa.person(who), reason="thử")

    def test_the_receiver_reads_the_text_that_was_handed_in(self, submitted, client):
        submitted.registration = services.amend(submitted.reload(), by=submitted.mai, reason="Rà soát lại số hộ.")
        submitted.save({"Số hộ thoát nghèo": Decimal(99)})
        client.force_login(submitted.thanh)
        page = client.get(reverse("registrations:page", args=[submitted.registration.pk])).content.decode()
        assert "đang sửa đổi; dưới đây là bản đã nộp" in page
        assert ">99" not in page


class TestWithdrawing:
    def test_a_withdrawn_one_is_in_no_list_and_may_be_registered_again(self, submitted):
        submitted.registration = services.withdraw(submitted.reload(), by=submitted.vang, reason="Ghi nhầm năm.")
        row = ta_van_on_the_board(submitted)
        assert (row.sign, row.is_in) == (("wait", "Đã rút"), False)
        registration = services.register_again(submitted.registration, by=submitted.mai)
        assert (registration.state, registration.withdrawn_reason) == (Registration.State.DRAFT, "")

    def test_a_reason_is_asked_for(self, submitted, client):
        client.force_login(submitted.vang)
        answer = client.post(reverse("registrations:withdraw", args=[submitted.registration.pk]), {"reason": " "})
        assert "Xin ghi cần sửa gì" in answer.content.decode() or "Xin ghi lý do" in answer.content.decode()
        assert submitted.reload().state == Registration.State.SUBMITTED

    def test_what_a_return_asked_for_is_owed_no_more(self, returned):
        services.withdraw(returned.reload(), by=returned.vang, reason="Ghi nhầm năm.")
        assert not Duty.objects.open().filter(kind=Duty.Kind.AMENDMENT).exists()
        assert not returned.registration.items.exclude(to_mend="").exists()

    def test_an_officer_does_not_withdraw_what_the_leader_signed(self, submitted):
        with pytest.raises(Refused):
            services.withdraw(submitted.registration, by=submitted.mai, reason="thử")
