"""Written, sent, published with consent, taken down, taken over."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation.errors import Refused
from emulation.campaigns.models import Arrangement
from emulation.exemplars import permissions, rules, services
from emulation.exemplars.models import Exemplar, ExemplarPhoto
from emulation.exemplars.services import Told
from tests.emulation.exemplars.told import TEXT, photo

State = Exemplar.State


def said(refused) -> str:
    return str(refused.value)


class TestWriting:
    def test_it_lies_where_whom_it_is_about_belongs(self, stories):
        made = stories.draft()
        assert (made.unit.name, made.commune, made.whom_name) == ("Dền Thàng", stories.sa_pa.ta_van, "Thôn Dền Thàng")
        edited = services.edit(made, Told("exemplar", "Chị Mây", TEXT, stories.may), by=stories.mai)
        assert (edited.unit.name, edited.whom_name) == ("Tả Van Mông", "Giàng Thị Mây")

    def test_paragraphs_stay(self, stories):
        assert stories.draft(text="Một  đoạn.\r\n\r\n\r\nHai\n").text == "Một đoạn.\n\nHai"

    def test_the_same_twice_is_refused_at_the_title(self, stories):
        stories.draft()
        with pytest.raises(Refused, match="Đã có bài cùng tiêu đề"):
            stories.draft()

    def test_another_office_neither_writes_nor_mends_it(self, stories):
        made, lien = stories.draft(), stories.sa_pa.person("lien")
        with pytest.raises(Refused, match="do UBND xã Tả Van"):
            services.edit(made, Told("exemplar", "Khác", TEXT, stories.may), by=lien)
        told = Told("exemplar", "Khác", TEXT, stories.may)
        with pytest.raises(Refused, match="do người của cơ quan ấy viết"):
            services.begin(stories.sa_pa.campaign, made.office, told, by=lien)

    def test_what_was_sent_is_not_mended(self, stories):
        with pytest.raises(Refused, match="“chờ duyệt” nên không sửa được"):
            services.add_photo(stories.waiting(), photo(), alt="Vườn rau", by=stories.mai)

    def test_a_story_of_one_line_is_not_sent(self, stories):
        with pytest.raises(Refused, match="Nội dung mới có 8 ký tự"):
            stories.waiting(text="Làm tốt.")


class TestPhotos:
    def test_one_is_kept_with_the_words_for_whoever_does_not_see_it(self, stories):
        made = stories.draft()
        kept = services.add_photo(made, photo(), alt="Vườn rau", people="", by=stories.mai)
        assert (kept.file.content_type, kept.alt) == ("image/jpeg", "Vườn rau")
        with pytest.raises(Refused, match="Xin mô tả ảnh"):
            services.add_photo(made, photo(), alt=" ", by=stories.mai)

    def test_no_more_than_ten(self, stories, monkeypatch):
        monkeypatch.setattr("emulation.exemplars.services.photos.MOST_PHOTOS", 1)
        made = stories.draft()
        services.add_photo(made, photo(), alt="Vườn rau", by=stories.mai)
        with pytest.raises(Refused, match="xin bỏ bớt"):
            services.add_photo(made, photo(), alt="Vườn rau", by=stories.mai)

    def test_one_that_is_taken_out_is_kept_nowhere(self, stories, django_capture_on_commit_callbacks):
        kept = services.add_photo(stories.draft(), photo(), alt="Vườn rau", by=stories.mai)
        storage, name = kept.file.content.storage, kept.file.content.name
        with django_capture_on_commit_callbacks(execute=True):
            services.remove_photo(kept, by=stories.mai)
        assert not ExemplarPhoto.objects.exists()
        assert not storage.exists(name)


class TestConsent:
    def test_whoever_is_told_of_and_shown_agrees_before_anybody_reads_it(self, stories):
        made = stories.draft(party=stories.may, kind="exemplar")
        services.add_photo(made, photo(), alt="Hai chị em", people="Giàng Thị Mây; Vàng Thị Sú", by=stories.mai)
        services.submit(made, by=stories.mai)
        with pytest.raises(Refused) as refused:
            services.publish(made, by=stories.huy)
        assert "sự đồng ý của Giàng Thị Mây (bài viết về người này)" in said(refused)
        assert "sự đồng ý của Vàng Thị Sú (trong ảnh 1)" in said(refused)
        stories.agreed(made, "giàng thị mây")
        stories.agreed(made, "Vàng Thị Sú", by=stories.huy)
        assert services.publish(made, by=stories.huy).state == State.PUBLISHED

    def test_who_withdraws_it_is_gone_from_the_public_page_at_once(self, stories):
        made = stories.draft(party=stories.may)
        consent = stories.agreed(made, "Giàng Thị Mây")
        services.submit(made, by=stories.mai)
        services.publish(made, by=stories.huy)
        services.withdraw_consent(consent, by=stories.mai)
        made.refresh_from_db()
        assert (made.state, made.said) == (State.REMOVED, "Người được nêu đã rút sự đồng ý.")
        with pytest.raises(Refused, match="đã rút sự đồng ý ngày 14/6/2020"):
            services.withdraw_consent(consent, by=stories.mai)
        stories.agreed(made, "Giàng Thị Mây")  # and may agree again

    def test_not_of_tomorrow_nor_twice(self, stories):
        made = stories.draft(party=stories.may)
        with pytest.raises(Refused, match="chưa đến"):
            services.record_consent(made, name="Giàng Thị Mây", given_on=dt.date(2020, 6, 15), by=stories.mai)
        stories.agreed(made, "Giàng Thị Mây")
        with pytest.raises(Refused, match="Đã ghi sự đồng ý"):
            stories.agreed(made, "GIÀNG THỊ MÂY")


class TestDeciding:
    def test_returned_with_the_reason_mended_and_sent_again(self, stories):
        made = stories.waiting()
        with pytest.raises(Refused, match="Xin ghi lý do"):
            services.give_back(made, reason=" ", by=stories.huy)
        back = services.give_back(made, reason="Thiếu kết quả.", by=stories.huy)
        assert (back.state, back.said) == (State.RETURNED, "Thiếu kết quả.")
        assert services.submit(back, by=stories.mai).said == ""

    def test_down_and_up_again_through_everybody_s_hands(self, stories):
        down = services.take_down(stories.published(), reason="Số liệu sai.", by=stories.huy)
        assert services.reopen(down, by=stories.mai).state == State.DRAFT
        down.refresh_from_db()
        assert (down.sent_at, down.published_on) == (None, None)

    @pytest.mark.parametrize("who", ["mai", "lien", "thanh", "long"])
    def test_nobody_else_publishes(self, stories, who):
        with pytest.raises(Refused, match="không có nhiệm vụ công bố"):
            services.publish(stories.waiting(), by=stories.sa_pa.person(who))

    def test_the_office_that_the_plan_names_for_publicity_does(self, stories):
        centre, made = stories.centre(), stories.waiting()
        assert Exemplar.objects.visible_to(centre).get() == made
        assert services.publish(made, by=centre).state == State.PUBLISHED

    def test_without_such_a_plan_it_does_not(self, stories):
        centre = stories.centre()
        Arrangement.objects.filter(topic=Arrangement.Topic.PUBLICITY).delete()
        assert not permissions.publishes(centre, stories.sa_pa.campaign)
        assert permissions.publishes(stories.huy, stories.sa_pa.campaign)
        assert not Exemplar.objects.visible_to(centre).filter(pk=stories.waiting().pk).exists()

    def test_the_database_knows_no_publication_without_a_day_nor_a_return_without_a_reason(self, stories):
        made = stories.draft()
        for state in (State.PUBLISHED, State.RETURNED):
            with pytest.raises(IntegrityError), transaction.atomic():
                Exemplar.objects.filter(pk=made.pk).update(state=state)


class TestWhoReads:
    def test_a_draft_its_writers_what_was_sent_those_above_what_is_published_everybody(self, stories):
        readers = {who: stories.sa_pa.person(who) for who in ("mai", "vang", "huy", "lien")}

        def read_by() -> set[str]:
            return {who for who, user in readers.items() if Exemplar.objects.visible_to(user).exists()}

        made = stories.draft()
        assert read_by() == {"mai", "vang"}
        services.submit(made, by=stories.mai)
        assert read_by() == {"mai", "vang", "huy"}
        services.publish(made, by=stories.huy)
        assert read_by() == set(readers)


class TestSpreading:
    def test_a_unit_tells_since_when_it_does_the_same(self, stories):
        made, lien = stories.published(), stories.sa_pa.person("lien")
        here = stories.sa_pa.muong_hoa
        services.record_adoption(made, here, since=dt.date(2020, 6, 1), by=lien)
        services.record_adoption(made, here, since=dt.date(2020, 6, 2), note="8 hộ", by=lien)
        assert [(one.unit, one.since.day, one.note) for one in made.adoptions.all()] == [(here, 2, "8 hộ")]

    def test_not_for_others_nor_of_tomorrow_nor_what_cannot_spread(self, stories):
        made, here, lien = stories.published(), stories.sa_pa.muong_hoa, stories.sa_pa.person("lien")
        with pytest.raises(Refused, match="do đơn vị ấy ghi"):
            services.record_adoption(made, here, since=dt.date(2020, 6, 1), by=stories.mai)
        with pytest.raises(Refused, match="chưa đến"):
            services.record_adoption(made, here, since=dt.date(2020, 7, 1), by=lien)
        with pytest.raises(Refused, match="Mô hình là của chính"):
            services.record_adoption(made, made.unit, since=dt.date(2020, 6, 1), by=stories.mai)
        one = stories.published(kind="exemplar", title="Một gương")
        with pytest.raises(Refused, match="Chỉ mô hình, sáng kiến"):
            services.record_adoption(one, here, since=dt.date(2020, 6, 1), by=lien)


def test_names_in_a_line_of_people():
    assert rules.names_in(" Lý A Sử,Giàng Thị  Mây; ,") == ["Lý A Sử", "Giàng Thị Mây"]
