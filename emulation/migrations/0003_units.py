import django.db.models.deletion
from django.db import migrations, models

from campaign_portal.foundation.no_overlap import no_overlap
from campaign_portal.foundation.row_guard import row_guard

# A hamlet lies below a commune, a commune below a district or (from 01/7/2025) a province; whoever begins on a day
# that is known begins below a unit that is there on that day.
PARENT_DOES_NOT_FIT = """
    (NEW.level = 'province' AND NEW.parent_id IS NOT NULL) OR EXISTS (
        SELECT 1 FROM emulation_unit above WHERE above.id = NEW.parent_id AND (
            NOT ((NEW.level = 'hamlet' AND above.level = 'commune')
                OR (NEW.level = 'commune' AND above.level IN ('district', 'province'))
                OR (NEW.level = 'district' AND above.level = 'province'))
            OR (NEW.start_known AND (above.valid_to < NEW.valid_from
                OR (above.start_known AND above.valid_from > NEW.valid_from)))
        )
    )
"""


def search_fast(apps, schema_editor):
    """PostgreSQL finds "contains" through an index of trigrams; SQLite reads the column through."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            "CREATE INDEX unit_search_text ON emulation_unit USING gin (search_text gin_trgm_ops)"
        )


def search_slowly(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS unit_search_text")


class Migration(migrations.Migration):
    dependencies = [("emulation", "0002_people")]

    operations = [
        migrations.AddField("unit", "search_text", models.TextField(default="", editable=False)),
        migrations.AddField(
            "unitmark",
            "paper",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.storedfile",
            ),
        ),
        migrations.AddField(
            "unitsuccession",
            "share_basis",
            models.CharField(blank=True, max_length=200, verbose_name="nguồn của tỷ lệ"),
        ),
        migrations.AddConstraint(
            "unitsuccession",
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | (models.Q(extent="part") & ~models.Q(share_basis="")),
                name="succession_share_has_its_source",
            ),
        ),
        migrations.RunPython(search_fast, search_slowly),
        row_guard("emulation_unit", "unit_parent_fits", wrong=PARENT_DOES_NOT_FIT),
        no_overlap("emulation_unitname", ["unit_id"], name="unit_name_no_overlap"),
        no_overlap("emulation_unitmark", ["unit_id", "mark"], name="unit_mark_no_overlap"),
    ]
