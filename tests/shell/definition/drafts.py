"""A hand for tests of drafts: the people of Sa Pa, and a draft of 2021 copied from 2020 with its paper filled."""

import datetime as dt

from campaign_portal.shell.definition import drafting
from campaign_portal.shell.definition.writing import values_of, written
from emulation.campaigns.models import CampaignVersion

PAPER = {
    "kind": "Kế hoạch",
    "symbol": "KH-UBND",
    "number": "21",
    "date": dt.date(2021, 1, 20),
    "title": "Phát động phong trào thi đua năm 2021",
    "signer": {"formula": "TM. ỦY BAN NHÂN DÂN", "post": "CHỦ TỊCH", "name": "Lê Tân Phong"},
}


def in_force(key: str = "sa_pa_2020") -> CampaignVersion:
    return CampaignVersion.objects.get(campaign_key=key, state="launched")


def copied(sa_pa, *, by: str = "thanh", key: str = "sa_pa_2021") -> CampaignVersion:
    return drafting.begin_copy(in_force(), sa_pa.town, key, first_year=2021, by=sa_pa.person(by))


def rewritten(draft: CampaignVersion, by, change) -> CampaignVersion:
    """The draft with its values changed in place by `change`."""
    draft.refresh_from_db()
    values = values_of(draft.text)
    change(values)
    return drafting.save_text(draft, written(values), seen=draft.revision, by=by)


def ready(sa_pa) -> CampaignVersion:
    """A draft of 2021 that nothing is lacking of any more."""

    def fill(values):
        values["campaign"]["document"] = PAPER
        values["campaign"]["short_name"] = "Cải thiện điều kiện sống 2021"

    return rewritten(copied(sa_pa), sa_pa.person("thanh"), fill)
