"""A file says everything that is wrong at once, with line and field; a good one is loaded as it was written."""

import datetime as dt
from decimal import Decimal

import pytest

from campaign_portal.shell.reorganization import reading
from emulation.territory.models import Unit
from emulation.territory.rules.changes import ChangeSet
from emulation.territory.selectors.ground import ground_for

HEAD = """\
title: "Nhập xã"
effective_on: 2020-07-01
legal_basis: "896/NQ-UBTVQH14"
within: "088"
units:
  - {level: commune, code: "99001", kind: Xã, name: Thung Lũng, parent: "088"}
"""
GOOD = (
    HEAD
    + """\
successions:
  - {old: "03040", new: "99001"}
  - {old: "03037", new: "99001"}
"""
)


def faults(text: str) -> list[str]:
    with pytest.raises(reading.BadFile) as bad:
        reading.read_yaml(text)
    return [str(fault) for fault in bad.value.faults]


def said(text: str) -> str:
    return "\n".join(faults(text))


def test_a_good_file_is_read(sa_pa):
    read = reading.read_yaml(GOOD)
    assert (read.title, read.effective_on, read.within) == ("Nhập xã", dt.date(2020, 7, 1), sa_pa.town.pk)
    assert [unit.title for unit in read.change.units] == ["Xã Thung Lũng"]
    assert {going.old for going in read.change.goings} == {sa_pa.ta_van.pk, sa_pa.muong_hoa.pk}


def test_what_was_read_is_written_and_read_again(sa_pa):
    read = reading.read_yaml(GOOD)
    ground = ground_for(read.change, read.effective_on, read.within)
    text = reading.to_yaml(read.title, read.effective_on, read.legal_basis, read.change, ground.units)
    again = reading.read_yaml(text).change
    assert again.to_json() == read.change.to_json()
    assert ChangeSet.from_json(again.to_json()).to_json() == again.to_json()


@pytest.mark.parametrize(
    ("tail", "sentence"),
    [
        ('  - {old: "03040", new: "99999"}', "dòng 8, new: mã “99999” không có trong các đơn vị mới"),
        ('  - {old: "99999", new: "99001"}', "dòng 8, old: không có đơn vị mang mã “99999” vào ngày 30/6/2020"),
        (
            '  - {old: "03040", new: "03040"}',
            "dòng 8, new: Xã Tả Van, Thị xã Sa Pa (mã 03040) không thể nhập vào chính",
        ),
        (
            '  - {old: "03040", new: "99001"}\n  - {old: "03040", new: "03037"}',
            "dòng 9, extent: Xã Tả Van, Thị xã Sa Pa (mã 03040) không thể toàn bộ về hai đơn vị",
        ),
        (
            '  - {old: "03040", new: "99001"}\n  - {old: "03040", new: "99001"}',
            "dòng 9, old: Xã Tả Van, Thị xã Sa Pa (mã 03040) ghi hai dòng cùng về một đơn vị",
        ),
        (
            '  - {old: "03040", new: "03037"}\n  - {old: "03037", new: "03040"}',
            "mà đơn vị này cũng kết thúc cùng ngày",
        ),
        (
            '  - {old: "03040", new: "99001", extent: part, share: 0.7}\n'
            '  - {old: "03040", new: "03037", extent: part, share: 0.6}',
            "dòng 9, share: các phần của Xã Tả Van, Thị xã Sa Pa (mã 03040) cộng lại 1,3, quá 1",
        ),
        (
            '  - {old: "03040", new: "99001"}\n  - {old: "03040", new: "03037", extent: part}',
            "vừa ghi toàn bộ, vừa ghi một phần",
        ),
        ('  - {old: "088", new: "99001"}', "là cấp huyện, không thể về một đơn vị cấp xã"),
        ('  - {old: "02641", new: "99001"}', "nằm ngoài Thị xã Sa Pa"),
        ('  - {old: 03040, new: "99001"}', "phải để trong ngoặc kép, giữ số 0 ở đầu"),
        ('  - {old: "03040", mew: "99001"}', "không có trường “mew”"),
        ('  - {old: "03040", new: "99001", extent: all}', "xin ghi whole (toàn bộ) hoặc part (một phần)"),
        ('  - {old: "03040", new: "99001", extent: part}', "chỉ có một nơi đến mà ghi một phần"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(sa_pa, tail, sentence):
    assert sentence in said(HEAD + "successions:\n" + tail + "\n")


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        ('{level: commune, code: "03040", kind: Xã, name: Khác, parent: "088"}', "mã 03040 đang là của Xã Tả Van"),
        ('{level: commune, code: "99001", kind: Xã, name: Khác, parent: "03040"}', "không thể thuộc một đơn vị cấp xã"),
        ('{level: village, code: "99001", kind: Xã, name: Khác, parent: "088"}', "không có cấp “village”"),
        ('{level: commune, code: "991", kind: Xã, name: Khác, parent: "088"}', "mã “991” của Xã Khác chưa đúng"),
        ('{level: commune, code: "99001", kind: Xã, name: Khác}', "chưa rõ cấp trên của Xã Khác"),
    ],
)
def test_a_new_unit_that_cannot_be_is_said_with_its_place(sa_pa, unit, sentence):
    text = HEAD.replace('{level: commune, code: "99001", kind: Xã, name: Thung Lũng, parent: "088"}', unit)
    assert f"dòng 6, {sentence}"[:6] in said(text)
    assert sentence in said(text)


def test_a_unit_that_ended_already_is_named_with_its_day(sa_pa):
    Unit.objects.filter(pk=sa_pa.muong_hoa.pk).update(valid_to=dt.date(2020, 3, 31))
    assert "Xã Mường Hoa (mã 03037) đã kết thúc sau ngày 31/3/2020" in said(GOOD)


def test_an_ended_district_must_say_where_its_communes_go(sa_pa):
    text = 'title: "Bỏ huyện"\neffective_on: 2020-07-01\nlegal_basis: "1"\nended: ["088"]\n'
    assert "kết thúc nhưng còn 16 đơn vị trực thuộc chưa ghi về đâu" in said(text)


def test_everything_is_said_at_once(sa_pa):
    text = HEAD + 'successions:\n  - {old: "1", new: "2"}\n  - {old: "03040", new: "03040"}\n'
    assert len(faults(text)) >= 3


@pytest.mark.parametrize("text", ["", "- 1", "title: [", "title: a\n", "effective_on: hôm nay\n"])
def test_nonsense_is_answered_with_sentences(sa_pa, text):
    assert faults(text)


class TestTables:
    def read(self, sa_pa, units: str, went: str) -> ChangeSet:
        return reading.read_tables(
            units, went, title="Nhập", effective_on=dt.date(2020, 7, 1), legal_basis="1", within=sa_pa.town.pk
        ).change

    def test_the_published_form_is_read(self, sa_pa):
        change = self.read(
            sa_pa,
            "\ufefflevel,code,kind,name,parent_code,first_slice\r\ncommune,99001,Xã,Trên,088,x\r\ncommune,99002,Xã,Dưới,088,x\r\n",
            "old_code,new_code,extent,sources\n03037,99001,whole,both\n03040,99002,whole,one\n",
        )
        assert [going.certain for going in change.goings] == [True, False]
        assert [unit.name for unit in change.units] == ["Trên", "Dưới"]

    def test_shares_are_read(self, sa_pa):
        Unit.objects.filter(level="hamlet", commune=sa_pa.muong_hoa).update(valid_to=dt.date(2020, 3, 1))
        change = self.read(
            sa_pa,
            "level,code,kind,name,parent_code\ncommune,99001,Xã,Trên,088\ncommune,99002,Xã,Dưới,088\n",
            'old_code,new_code,extent,share\n03037,99001,part,"0,4"\n03037,99002,part,0.6\n',
        )
        assert [going.share for going in change.goings] == [Decimal("0.4"), Decimal("0.6")]

    def test_a_missing_column_is_named(self, sa_pa):
        with pytest.raises(reading.BadFile, match="tệp kế thừa thiếu cột extent"):
            self.read(sa_pa, "level,code,kind,name,parent_code\n", "old_code,new_code\n")
