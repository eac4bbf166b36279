"""Giao ước of several parties: also between a commune and each of its hamlets (S3 III.1)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation.errors import Refused
from emulation.registrations import services
from emulation.registrations.documents import pledge_paper
from emulation.registrations.models import Pledge, PledgeLine, PledgeParty
from emulation.registrations.services import PledgeSide, Promise, Signature

MARCH_2 = dt.date(2020, 3, 2)


@pytest.fixture
def pledge(sa_pa) -> Pledge:
    """Tả Van with two of its hamlets."""
    hamlets = [sa_pa.party(sa_pa.hamlet(name)) for name in ("Tả Van Mông", "Dền Thàng")]
    sides = [PledgeSide(sa_pa.party(sa_pa.ta_van), "Bên thứ nhất"), *map(PledgeSide, hamlets)]
    return services.make_pledge(
        sa_pa.campaign, 2020, unit=sa_pa.ta_van, title="Xã Tả Van và các thôn", sides=sides, by=sa_pa.person("mai")
    )


def written(pledge: Pledge, by, **changes) -> Pledge:
    parties = list(pledge.parties.all())
    given = {
        "text": "",
        "place": "Tả Van",
        "promises": [Promise("Giảm hộ nghèo", "44 hộ"), Promise("Làm nhà", "02 căn", parties[1].pk), Promise(" ")],
        "signatures": {party.pk: Signature(f"Người {party.position}", "Trưởng thôn") for party in parties},
    } | changes
    return services.save_pledge(pledge, **given, by=by)


def test_a_commune_makes_one_with_its_hamlets(pledge, sa_pa):
    written(pledge, sa_pa.person("mai"))
    assert [(line.text, line.party_id is None) for line in pledge.lines.all()] == [
        ("Giảm hộ nghèo", True),
        ("Làm nhà", False),
    ]
    assert [signer.lines[0] for signer in pledge_paper(pledge).signers] == [
        "Đại diện xã Tả Van", "Đại diện thôn Tả Van Mông", "Đại diện thôn Dền Thàng",
    ]  # fmt: skip


def test_it_takes_two(sa_pa):
    with pytest.raises(Refused, match="hai bên khác nhau"):
        services.make_pledge(
            sa_pa.campaign, 2020, unit=sa_pa.ta_van, title="x", by=sa_pa.person("mai"),
            sides=[PledgeSide(sa_pa.party(sa_pa.ta_van))] * 2,
        )  # fmt: skip


def test_it_is_signed_once_everybody_is_named_and_stands_still_then(pledge, sa_pa):
    mai = sa_pa.person("mai")
    with pytest.raises(Refused, match="Chưa ghi người ký của"):
        services.sign_pledge(pledge, on=MARCH_2, by=mai)
    written(pledge, mai)
    with pytest.raises(Refused, match="sau hôm nay"):
        services.sign_pledge(pledge, on=dt.date(2020, 3, 3), by=mai)
    services.sign_pledge(pledge, on=MARCH_2, by=mai)
    with pytest.raises(Refused, match="đã ký, không sửa được"):
        written(pledge, mai)
    with pytest.raises(Refused, match="Xin ghi lý do"):
        services.unsign_pledge(pledge, by=mai, reason="")
    services.unsign_pledge(pledge, by=mai, reason="Sai tên thôn")
    written(pledge, mai)


def test_nobody_else_writes_it(pledge, sa_pa):
    for who in ("lien", "din", "thanh"):
        with pytest.raises(Refused, match="do cơ quan thường trực của nơi ký lập"):
            written(pledge, sa_pa.person(who))


def test_its_parties_and_those_above_read_it(pledge, sa_pa):
    seen = {who: Pledge.objects.visible_to(sa_pa.person(who)).exists() for who in ("mai", "din", "thanh", "lien")}
    assert seen == {"mai": True, "din": True, "thanh": True, "lien": False}


def test_who_joins_and_leaves_before_it_is_signed(pledge, sa_pa):
    mai = sa_pa.person("mai")
    written(pledge, mai)
    sides = [PledgeSide(row.party, row.capacity) for row in pledge.parties.all()][:2]
    services.follow_sides(pledge, sides, by=mai)
    assert [row.signer_name for row in pledge.parties.all()] == ["Người 1", "Người 2"]


def test_a_party_of_another_pledge_is_refused(pledge, sa_pa):
    with pytest.raises(Refused, match="không thuộc giao ước này"):
        written(pledge, sa_pa.person("mai"), promises=[Promise("x", "", 10**9)])


def test_the_database_holds_each_party_once_signed_ones_with_a_day_and_no_empty_line(pledge):
    first = pledge.parties.first()
    wrong = (
        lambda: PledgeParty.objects.create(pledge=pledge, party=first.party, position=9),
        lambda: Pledge.objects.filter(pk=pledge.pk).update(state="signed"),
        lambda: PledgeLine.objects.create(pledge=pledge, position=1, text=""),
    )
    for act in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
