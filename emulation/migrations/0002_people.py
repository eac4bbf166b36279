"""Successors of offices, acting for another, and the rules about days that the database holds."""

import django.db.models.deletion
from django.db import migrations, models

from campaign_portal.foundation.no_overlap import no_overlap
from campaign_portal.foundation.row_guard import row_guard

FUNCTIONS = [
    ("leadership", "lãnh đạo, điều hành"),
    ("emulation_standing_body", "thường trực Hội đồng TĐKT"),
    ("poverty_standing_office", "thường trực phong trào, giảm nghèo"),
    ("coordination_office", "điều phối nông thôn mới"),
    ("council", "Hội đồng Thi đua - Khen thưởng"),
    ("participant", "cơ quan tham gia"),
    ("hamlet", "thôn, tổ dân phố"),
    ("other", "việc khác"),
]

# Who acts for another does it at the same office, in the same role, within the other's days, and not for himself or
# for one who acts himself.
ACTS_OUTSIDE = """
    EXISTS (
        SELECT 1 FROM emulation_appointment other WHERE other.id = NEW.acting_for_id AND (
            other.acting_for_id IS NOT NULL OR other.user_id = NEW.user_id
            OR other.office_id <> NEW.office_id OR other.role <> NEW.role
            OR NEW.valid_from < other.valid_from OR NEW.valid_to > other.valid_to
        )
    ) OR EXISTS (
        SELECT 1 FROM emulation_appointment other WHERE other.acting_for_id = NEW.id AND (
            NEW.acting_for_id IS NOT NULL OR other.user_id = NEW.user_id
            OR other.office_id <> NEW.office_id OR other.role <> NEW.role
            OR other.valid_from < NEW.valid_from OR other.valid_to > NEW.valid_to
        )
    )
"""

# The old office has ended by the day on which the new one, which is there, takes over. (No table may be called "old"
# here: that is the row before the change, in PostgreSQL's triggers.)
SUCCESSION_OUT_OF_ORDER = """
    EXISTS (
        SELECT 1 FROM emulation_office former WHERE former.id = NEW.predecessor_id
        AND (former.valid_to IS NULL OR former.valid_to >= NEW."on")
    ) OR EXISTS (
        SELECT 1 FROM emulation_office heir WHERE heir.id = NEW.successor_id
        AND (heir.valid_from > NEW."on" OR heir.valid_to < NEW."on")
    )
"""
OFFICE_OUT_OF_ORDER = """
    EXISTS (
        SELECT 1 FROM emulation_officesuccession line WHERE line.predecessor_id = NEW.id
        AND (NEW.valid_to IS NULL OR NEW.valid_to >= line."on")
    ) OR EXISTS (
        SELECT 1 FROM emulation_officesuccession line WHERE line.successor_id = NEW.id
        AND (NEW.valid_from > line."on" OR NEW.valid_to < line."on")
    )
"""


def to_office(name, words):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to="emulation.office", verbose_name=words
    )


class Migration(migrations.Migration):
    dependencies = [("emulation", "0001_initial")]

    operations = [
        migrations.AddField(
            "office", "end_reason", models.CharField(blank=True, max_length=300, verbose_name="căn cứ thôi hoạt động")
        ),
        migrations.AddField(
            "appointment",
            "acting_for",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stand_ins",
                to="emulation.appointment",
                verbose_name="được ủy quyền thay",
            ),
        ),
        migrations.AddField(
            "appointment", "legal_basis", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")
        ),
        migrations.AddField(
            "appointment", "end_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do thôi giữ")
        ),
        migrations.AddConstraint(
            "appointment",
            models.CheckConstraint(
                condition=models.Q(acting_for__isnull=True)
                | (models.Q(valid_to__isnull=False) & ~models.Q(legal_basis="")),
                name="appointment_acting_has_end_and_basis",
            ),
        ),
        migrations.CreateModel(
            name="OfficeSuccession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("predecessor", to_office("successions", "cơ quan cũ")),
                ("successor", to_office("origins", "cơ quan kế thừa")),
                ("on", models.DateField(verbose_name="từ ngày")),
                (
                    "function",
                    models.CharField(
                        blank=True, choices=FUNCTIONS, max_length=30, verbose_name="phần chuyển giao"
                    ),
                ),
                ("handed_over", models.CharField(blank=True, max_length=200, verbose_name="việc chuyển giao")),
                ("legal_basis", models.CharField(max_length=200, verbose_name="căn cứ")),
            ],
            options={
                "verbose_name": "kế thừa cơ quan",
                "verbose_name_plural": "kế thừa cơ quan",
                "constraints": [
                    models.UniqueConstraint(fields=("predecessor", "successor"), name="office_succession_once"),
                    models.CheckConstraint(
                        condition=~models.Q(predecessor=models.F("successor")), name="office_succession_not_of_itself"
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(legal_basis=""), name="office_succession_names_its_basis"
                    ),
                ],
            },
        ),
        no_overlap(
            "emulation_office",
            ["unit_id", "function"],
            name="office_single_function",
            where="function IN ('leadership', 'emulation_standing_body', 'poverty_standing_office', 'council')",
        ),
        no_overlap("emulation_appointment", ["user_id", "office_id", "role"], name="appointment_no_overlap"),
        row_guard("emulation_appointment", "appointment_acting_within", wrong=ACTS_OUTSIDE),
        row_guard("emulation_officesuccession", "office_succession_dates", wrong=SUCCESSION_OUT_OF_ORDER),
        row_guard("emulation_office", "office_keeps_successions", wrong=OFFICE_OUT_OF_ORDER),
    ]
