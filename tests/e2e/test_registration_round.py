"""S3's round of registrations in the browser: from the launch to the consolidated list, with all 16 communes."""

import pytest
from playwright.sync_api import Browser

from emulation.duties.models import Fulfillment
from tests.e2e.walk import pledges, round
from tests.e2e.walk.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_s3_the_round_of_registrations(sa_pa_live, live_server, browser: Browser, worker):
    stage = Stage(browser, live_server.url, worker)
    stage.comes(3, 2)
    mai = stage.person("mai")
    mai.opens("/dang-ky/")
    mai.presses("Bắt đầu đăng ký")
    for line, figure in pledges.PROMISED.items():
        pledges.box(mai, line).fill(figure)
    pledges.mai_presents_it_to_the_leader(mai)
    vang = stage.person("vang")
    pledges.vang_signs_and_submits_to_the_direct_superior(vang)
    round.mai_writes_down_a_household_and_one_that_is_wrong(mai)

    stage.comes(3, 11)
    thanh = stage.person("thanh")
    pledges.thanh_sees_who_is_in_who_is_late_and_who_is_missing(thanh)
    round.thanh_urges_who_is_missing(thanh)
    thanh.presses("Nhận")

    stage.comes(3, 12)
    text = round.thanh_sends_the_list_up(thanh)
    assert "16 trên 16 đơn vị đã đăng ký" in text
    assert "hộ nghèo 1" in text
    assert Fulfillment.objects.get(duty__kind="registration_summary").on_time
    round.huy_of_the_interior_office_receives_it(stage.person("huy"))
    stage.everybody_leaves()
