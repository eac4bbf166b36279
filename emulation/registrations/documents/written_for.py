"""The registration of somebody who has no account, as the paper that he signs (S3 III.2, V.2; S0 III-TC 4.2)."""

from collections.abc import Iterator, Sequence

from campaign_portal.foundation import paper, vietnamese
from emulation.people.models import Party
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.selectors.completeness import line_of


def written_for(registration: Registration, items: Sequence[PledgeItem], notice: str) -> paper.Paper:
    """No office issues it: the household, the person or the organisation does."""
    party = registration.party
    is_household = party.kind == Party.Kind.HOUSEHOLD
    kind = "Đơn đăng ký" if is_household else "Bản đăng ký thi đua"
    about = "Tự nguyện thoát nghèo" if is_household else f"Phong trào thi đua “{registration.campaign.name}”"
    receiver = registration.receiver.name if registration.receiver else registration.superior.opening_title
    signer = {Party.Kind.HOUSEHOLD: "Đại diện hộ", Party.Kind.PERSON: "Người đăng ký"}.get(
        Party.Kind(party.kind), "Đại diện tổ chức"
    )
    return paper.Paper(
        kind=kind,
        subject=f"{about} năm {registration.year}",
        place=registration.unit.name,
        dated_on=registration.registered_on,
        addressees=(receiver,),
        body=tuple(_body(registration, items)),
        signers=(paper.Signer((signer,), name=party.name.removeprefix("Hộ ")),),
        notice=notice,
    )


def _body(registration: Registration, items: Sequence[PledgeItem]) -> Iterator[paper.Block]:
    party = registration.party
    name = {Party.Kind.HOUSEHOLD: "Họ và tên chủ hộ", Party.Kind.PERSON: "Họ và tên"}.get(
        Party.Kind(party.kind), "Tên tổ chức"
    )
    yield _line(name, party.name.removeprefix("Hộ "))
    if party.kind != Party.Kind.ORGANISATION:
        yield _line("Năm sinh", str(party.birth_year or ""))
    if party.kind == Party.Kind.PERSON:
        yield _line("Chức vụ, nơi công tác", party.position)
    yield _line("Địa chỉ", party.address or registration.unit.full_title)
    if party.kind == Party.Kind.HOUSEHOLD:
        yield paper.Paragraph(
            f"Hưởng ứng phong trào thi đua “{registration.campaign.name}”, gia đình tôi tự nguyện đăng ký phấn đấu "
            f"thoát nghèo trong năm {registration.year}."
        )
        yield _line("Nguyện vọng", registration.wish)
        yield _line("Đề nghị được giúp đỡ", registration.help_wanted)
    else:
        yield paper.Paragraph("Đăng ký thực hiện những việc sau:")
        yield paper.BulletList(tuple(f"{text}." for text in _promised(items)) or ("………",))
    yield paper.Paragraph("Xin cam kết thực hiện đúng nội dung đã đăng ký./.")


def _line(label: str, value: str) -> paper.FieldLine:
    return paper.FieldLine((paper.Field(label, value),))


def _promised(items: Sequence[PledgeItem]) -> Iterator[str]:
    for item in items:
        if item.nature == PledgeItem.Nature.DEED_COUNT or (
            item.pledged is None and item.nature != PledgeItem.Nature.DEED
        ):
            continue
        amount = "" if item.pledged is None else line_of(item).with_unit(item.pledged)
        value = "" if item.value_vnd is None else f"trị giá {vietnamese.grouped(item.value_vnd)} đồng"
        yield ", ".join(part for part in (item.text, amount, value, item.note) if part)
