"""A campaign comes out of the database as it went in: dump and file say the same, and load to the same rows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaign_portal.shell.definition.dumping import dump, normalized
from campaign_portal.shell.definition.loading import load
from demo.ground import CAMPAIGN_FILE
from emulation.campaigns.models import Campaign


def test_the_dump_of_sa_pa_is_its_file(sa_pa):
    assert dump(sa_pa.campaign) == normalized(CAMPAIGN_FILE.read_text(encoding="utf-8"))


def test_a_dump_loads_to_the_same_rows(sa_pa):
    before = dump(sa_pa.campaign)
    load(before)
    assert dump(Campaign.objects.get(key="sa_pa_2020")) == before


def test_the_command_writes_the_file(sa_pa, tmp_path):
    target = tmp_path / "sa_pa.yaml"
    call_command("dump_campaign", "sa_pa_2020", to=target, stdout=StringIO())
    assert target.read_text(encoding="utf-8") == dump(sa_pa.campaign)


def test_the_command_names_what_there_is(sa_pa):
    with pytest.raises(CommandError, match="Đang có: sa_pa_2020"):
        call_command("dump_campaign", "sa_pa")
