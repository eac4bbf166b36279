"""Correcting the law's catalogue on screen."""

import pytest
from django.urls import reverse

from campaign_portal.foundation.models import AuditEntry
from emulation.regimes.models import BaseSalary, BonusRule


@pytest.fixture
def administrator(sa_pa, client):
    client.force_login(sa_pa.person("nam"))
    return client


@pytest.mark.parametrize("table", ["regime", "legalbasis", "awardform", "bonusrule", "basesalary", "councilrule"])
def test_the_administrator_sees_every_table_with_its_sources(administrator, table):
    page = administrator.get(reverse(f"admin:emulation_{table}_changelist"))
    assert page.status_code == 200
    assert "Nguồn" in page.text
    assert "Độ chắc chắn" in page.text


def test_a_correction_is_kept_in_the_trail(administrator):
    salary = BaseSalary.objects.get(amount_vnd=1_490_000)
    address = reverse("admin:emulation_basesalary_change", args=[salary.pk])
    typed = {
        "amount_vnd": "1490000",
        "valid_from": "01/07/2019",
        "valid_to": "30/06/2023",
        "decree": salary.decree,
        "source": "Nghị định 38/2019/NĐ-CP, Điều 3",
        "certainty": "read",
    }
    assert administrator.post(address, typed).status_code == 302
    salary.refresh_from_db()
    assert salary.certainty == "read"
    entry = AuditEntry.objects.get(action="sửa danh mục")
    assert entry.after["certainty"] == "read"
    assert entry.actor_name == "Đoàn Xuân Nam"


def test_others_do_not_open_the_catalogue(sa_pa, client):
    client.force_login(sa_pa.person("huy"))
    assert client.get(reverse("admin:emulation_bonusrule_changelist")).status_code == 403
    assert BonusRule.objects.exists()
