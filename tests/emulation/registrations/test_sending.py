"""The consolidated list goes up in one act; its receiver sees it; whoever is missing is urged."""

import datetime as dt

import pytest
from django.urls import reverse

from campaign_portal.foundation.errors import Refused
from emulation.duties import selectors as duties
from emulation.duties.models import Duty, Fulfillment
from emulation.registrations import services
from emulation.registrations.models import RegistrationSummary

MARCH_13 = dt.date(2020, 3, 13)


def printed(number: str, on: dt.date) -> bytes:
    return f"{number} {on}".encode()


@pytest.fixture
def send(submitted, clock):
    clock(MARCH_13)

    def act(number="18", dated_on=MARCH_13, by=None) -> RegistrationSummary:
        return services.send_summary(
            submitted.campaign, number=number, dated_on=dated_on, printed=printed, by=by or submitted.thanh
        )

    return act


class TestSending:
    def test_s3_12_one_act_sends_it_and_does_the_duty_in_time(self, send, sa_pa):
        summary = send()
        assert (summary.number, summary.receiver) == ("18/BC-PLĐTBXH", sa_pa.office("interior_office"))
        done = Fulfillment.objects.get(duty__kind=Duty.Kind.REGISTRATION_SUMMARY)
        assert (done.paper, done.paper_number, done.on_time) == (summary.paper, "18/BC-PLĐTBXH", True)

    def test_what_was_sent_stays_as_it_was(self, send, submitted, register, sa_pa):
        first = send()
        register(sa_pa.party(sa_pa.muong_hoa))
        second = send("25")
        first.refresh_from_db()
        assert [first.counts[0]["done"], second.counts[0]["done"]] == [1, 2]
        assert (first.version, second.version) == (1, 2)
        with first.paper.content.open() as kept:
            assert kept.read() == b"18 2020-03-13"

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({"number": "abc"}, "phải là số thứ tự"),
            ({"dated_on": dt.date(2020, 3, 14)}, "sau hôm nay 13/3/2020"),
            ({"dated_on": dt.date(2019, 3, 13)}, "kiểm tra năm"),
        ],
    )
    def test_a_slip_is_told_in_a_sentence_and_nothing_is_sent(self, send, given, says):
        with pytest.raises(Refused, match=says):
            send(**given)
        assert not RegistrationSummary.objects.exists()

    def test_only_the_standing_office_sends(self, send, sa_pa):
        with pytest.raises(Refused, match="cơ quan thường trực"):
            send(by=sa_pa.person("huy"))


class TestReceiving:
    def test_its_receiver_is_told_on_the_first_page_and_takes_it(self, send, client, sa_pa):
        summary, huy = send(), sa_pa.person("huy")
        (told,) = [one for one in duties.arrivals(huy, sa_pa.campaign.key) if "tổng hợp" in one.title]
        client.force_login(huy)
        page = client.get(told.url).content.decode()
        assert "1 trên 16" in page
        client.post(reverse("registrations:receive_summary", args=[summary.pk]))
        summary.refresh_from_db()
        assert summary.received_by == huy

    def test_the_sender_does_not_receive_it(self, send, sa_pa):
        with pytest.raises(Refused, match="cơ quan ấy nhận"):
            services.receive_summary(send(), by=sa_pa.person("thanh"))

    @pytest.mark.parametrize("who", ["mai", "lien", "din"])
    def test_a_commune_does_not_see_it(self, send, client, sa_pa, who):
        client.force_login(sa_pa.person(who))
        assert client.get(reverse("registrations:summary", args=[send().pk])).status_code == 404


class TestReminding:
    def test_who_has_not_registered_is_urged_once_a_day(self, submitted, client):
        client.force_login(submitted.thanh)
        page = client.get(reverse("registrations:index")).content.decode()
        assert "15 đơn vị chưa đăng ký theo hạn của kế hoạch" in page
        client.post(reverse("registrations:remind"))
        notes = Duty.objects.filter(kind=Duty.Kind.REGISTRATION).exclude(note="")
        assert notes.count() == 15
        assert "Đã nhắc hôm nay" in client.get(reverse("registrations:index")).content.decode()
        assert services.remind_missing(submitted.campaign, by=submitted.thanh) == []
