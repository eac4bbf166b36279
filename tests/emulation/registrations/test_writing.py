"""The participant's side: prefilled from the plan, written within bounds, with whom the rule says."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.errors import Refused
from emulation.campaigns.models import Participant
from emulation.people.services import register_organisation, register_person
from emulation.registrations import services
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.services import Deed, Figure, PledgeData
from tests.emulation.registrations.conftest import DEED, PLEDGED

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


def scan(name="danh sach.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class TestStarting:
    def test_s3_10_a_commune_registers_with_the_town_through_the_standing_office(self, started, sa_pa):
        registration = started.registration
        assert registration.superior == sa_pa.town
        assert registration.receiver == sa_pa.office("standing_office")
        assert registration.unit == sa_pa.ta_van

    def test_s3_10_an_agency_registers_with_the_town_it_serves(self, sa_pa):
        office = sa_pa.office("ethnic_office")
        registration = services.start_registration(
            sa_pa.campaign, sa_pa.party(office), by=sa_pa.person("ethnic.office")
        )
        assert (registration.superior, registration.receiver) == (sa_pa.town, sa_pa.office("standing_office"))

    def test_s3_10_a_hamlet_registers_with_its_commune(self, sa_pa):
        hamlet = sa_pa.hamlet("Tả Van Mông")
        registration = services.start_registration(sa_pa.campaign, sa_pa.party(hamlet), by=sa_pa.person("din"))
        assert registration.superior == sa_pa.ta_van
        assert registration.receiver == sa_pa.committee_of(sa_pa.ta_van)
        assert (
            Participant.objects.get(campaign=sa_pa.campaign, party=registration.party).participant_class.key == "hamlet"
        )

    def test_s3_10_a_person_belongs_to_hamlet_or_commune_by_the_rule(self, sa_pa):
        from emulation.campaigns.models import ParticipantClass
        from emulation.registrations.selectors.rule import receiver_of, rule_for, superior_of

        hamlet = sa_pa.hamlet("Tả Van Mông")
        person = register_person(hamlet, name="Giàng A Páo", by=sa_pa.person("din"))
        Participant.objects.create(
            campaign=sa_pa.campaign,
            party=person,
            participant_class=ParticipantClass.objects.get(campaign=sa_pa.campaign, key="individual"),
        )
        rule = rule_for(sa_pa.campaign, person)
        assert superior_of(rule, person) == hamlet
        assert receiver_of(rule, hamlet, clock.today()) == sa_pa.committee_of(hamlet)

    def test_s3_08_lines_come_from_the_plan_with_the_assigned_figure_and_an_empty_pledge(self, started):
        lines = [(item.text, item.assigned, item.pledged) for item in started.registration.items.all()]
        assert lines == [
            ("Giảm tỷ lệ hộ nghèo", Decimal("6.5"), None),
            ("Số hộ thoát nghèo", Decimal(44), None),
            ("Giảm số hộ cận nghèo", None, None),
            ("Số hộ đăng ký thoát nghèo", None, None),
            ("Ký giao ước thi đua với từng thôn, tổ dân phố", Decimal(7), None),
        ]

    def test_s3_09_a_pact_is_asked_for_with_each_hamlet(self, started, sa_pa):
        pact = started.item("Ký giao ước")
        assert (pact.nature, pact.assigned) == (PledgeItem.Nature.EACH_HAMLET, Decimal(7))

    def test_s3_11_it_aims_for_the_flag_of_the_province(self, started):
        assert started.registration.award_form.code == "CTDT"

    def test_a_second_start_opens_the_first(self, started):
        again = services.start_registration(started.campaign, started.party, by=started.mai)
        assert again == started.registration
        assert again.items.count() == 5

    @pytest.mark.parametrize("who", ["lien", "thanh", "din", "vang", "huy", "ethnic.office"])
    def test_only_the_unit_s_own_officer_starts(self, story, sa_pa, who):
        with pytest.raises(Refused, match="do cán bộ của đơn vị ấy lập"):
            services.start_registration(story.campaign, story.party, by=sa_pa.person(who))
        assert not Registration.objects.exists()

    def test_whoever_the_plan_does_not_name_does_not_register(self, sa_pa):
        stranger = register_organisation(sa_pa.town, name="Công ty Mây", by=sa_pa.person("thanh"))
        with pytest.raises(Refused, match="không quy định"):
            services.start_registration(sa_pa.campaign, stranger, by=sa_pa.person("thanh"))

    def test_one_registration_a_year(self, started):
        twin = Registration(
            campaign=started.campaign,
            party=started.party,
            participant_class=started.registration.participant_class,
            year=2020,
            unit=started.party.unit,
            superior=started.registration.superior,
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


class TestSaving:
    def test_figures_and_notes_are_kept(self, started):
        started.save(notes={"Số hộ thoát nghèo": "  Theo  danh sách "})
        assert {item.text: item.pledged for item in started.registration.items.all()} == PLEDGED
        assert started.item("Số hộ thoát nghèo").note == "Theo danh sách"

    def test_more_households_than_are_poor_is_refused_and_nothing_is_written(self, started):
        with pytest.raises(Refused) as refused:
            started.save({"Giảm tỷ lệ hộ nghèo": Decimal(5), "Số hộ thoát nghèo": Decimal(450)})
        (problem,) = refused.value.problems
        assert problem.field == f"pledged_{started.item('Số hộ thoát nghèo').pk}"
        assert "có 294 hộ nghèo; có phải 45?" in problem.message
        assert not started.registration.items.exclude(pledged=None).exists()

    def test_below_the_plan_may_be_saved_without_a_note(self, started):
        started.save({"Số hộ thoát nghèo": Decimal(40)})
        assert started.item("Số hộ thoát nghèo").pledged == 40

    def test_the_database_holds_no_negative_pledge(self, started):
        item = started.item("Số hộ thoát nghèo")
        item.pledged = Decimal(-1)
        with pytest.raises(IntegrityError), transaction.atomic():
            item.save()

    def test_a_line_of_another_registration_is_refused(self, started, register, sa_pa):
        foreign = register(sa_pa.party(sa_pa.muong_hoa)).items.first()
        with pytest.raises(Refused, match="không thuộc đăng ký này"):
            services.save_registration(
                started.registration, PledgeData(figures={foreign.pk: Figure(Decimal(1))}), by=started.mai
            )

    @pytest.mark.parametrize("who", ["vang", "lien", "thanh", "hanh"])
    def test_only_the_unit_s_own_officer_writes(self, started, sa_pa, who):
        with pytest.raises(Refused, match="do cán bộ của đơn vị"):
            services.save_registration(started.registration, PledgeData(models_and_deeds="x"), by=sa_pa.person(who))

    def test_after_submitting_nothing_is_written(self, submitted):
        with pytest.raises(Refused, match="đang ở trạng thái “đã nộp”"):
            submitted.save()

    def test_the_trail_tells_each_figure_before_and_after(self, started):
        started.save({"Số hộ thoát nghèo": Decimal(44)})
        started.save({"Số hộ thoát nghèo": Decimal(45)})
        entry = audit.history(started.registration).first()
        assert (entry.before, entry.after) == ({"Số hộ thoát nghèo": "44"}, {"Số hộ thoát nghèo": "45"})

    def test_saving_the_same_again_leaves_no_line(self, started):
        started.save()
        before = audit.history(started.registration).count()
        started.save()
        assert audit.history(started.registration).count() == before


class TestDeeds:
    def test_s3_34_deeds_are_added_changed_and_removed(self, started):
        started.save({}, deeds=[DEED, Deed("Tặng giống lợn", Decimal(20), "con")])
        first, second = started.registration.items.filter(nature="deed")
        started.save({}, deeds=[Deed("Tặng giống lợn đen", Decimal(25), "con", item_id=second.pk), Deed("  ")])
        (kept,) = started.registration.items.filter(nature="deed")
        assert (kept.pk, kept.text, kept.pledged) == (second.pk, "Tặng giống lợn đen", Decimal(25))
        assert not PledgeItem.objects.filter(pk=first.pk).exists()

    def test_s3_34_an_agency_s_deeds_are_counted_not_typed(self, sa_pa):
        officer = sa_pa.person("ethnic.office")
        registration = services.start_registration(
            sa_pa.campaign, sa_pa.party(sa_pa.office("ethnic_office")), by=officer
        )
        counted = registration.items.get(nature="deed_count")
        services.save_registration(registration, PledgeData(deeds=[DEED, Deed("Góp quỹ")]), by=officer)
        counted.refresh_from_db()
        assert counted.pledged == 2
        with pytest.raises(Refused, match="không thuộc đăng ký này"):
            services.save_registration(registration, PledgeData(figures={counted.pk: Figure(Decimal(9))}), by=officer)

    def test_a_deed_of_another_registration_is_refused(self, started, register, sa_pa):
        foreign = register(sa_pa.party(sa_pa.muong_hoa)).items.get(nature="deed")
        with pytest.raises(Refused, match="không thuộc đăng ký này"):
            started.save({}, deeds=[Deed("Của tôi", item_id=foreign.pk)])

    def test_no_word_about_deeds_leaves_them(self, started):
        started.save({}, deeds=[DEED])
        started.save({"Số hộ thoát nghèo": Decimal(44)})
        assert started.registration.items.filter(nature="deed").count() == 1


class TestEscapeList:
    def test_s3_37_the_list_of_households_is_kept_and_dropped(self, started):
        started.save({}, escape_list=scan())
        assert started.registration.escape_list.name == "Danh sách hộ đăng ký thoát nghèo 2020.pdf"
        started.save({}, drop_escape_list=True)
        assert started.registration.escape_list is None

    def test_what_is_no_scan_is_refused_at_its_field(self, started):
        with pytest.raises(Refused) as refused:
            started.save({}, escape_list=scan("danh sach.pdf", b"PK\x03\x04 khong phai pdf"))
        assert refused.value.problems[0].field == "escape_list"


class TestAward:
    def test_the_award_may_be_left_and_taken_again_as_the_rule_says(self, started):
        started.save({}, wants_award=False)
        assert started.registration.award_form is None
        started.save({}, wants_award=True)
        assert started.registration.award_form.code == "CTDT"
