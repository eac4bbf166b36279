"""What the database itself refuses of units, offices, posts, standards and households; how PostgreSQL searches units."""



from campaign_portal.foundation.append_only import append_only
from campaign_portal.foundation.no_overlap import no_overlap
from campaign_portal.foundation.row_guard import row_guard
from campaign_portal.foundation.schema_step import SchemaStep

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

# A lack lies in a dimension of its own standard.
OTHER_STANDARD = """
    EXISTS (
        SELECT 1 FROM emulation_standarddimension dimension
        WHERE dimension.id = NEW.dimension_id AND dimension.standard_id <> NEW.standard_id
    )
"""

# Whoever is merged is the double of one that stands, and stands for no double itself.
MERGED_TWICE = """
    NEW.merged_into_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM emulation_household kept WHERE kept.id = NEW.merged_into_id AND kept.merged_into_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM emulation_household double WHERE double.merged_into_id = NEW.id)
    )
"""
LACK_OF_ANOTHER = """
    EXISTS (
        SELECT 1 FROM emulation_householdyear found, emulation_standardindicator lack
        WHERE found.id = NEW.householdyear_id AND lack.id = NEW.standardindicator_id
        AND lack.standard_id <> found.standard_id
    )
"""
KEEPS_LACKS_OF_ANOTHER = """
    EXISTS (
        SELECT 1 FROM emulation_householdyear_lacks kept, emulation_standardindicator lack
        WHERE kept.householdyear_id = NEW.id AND lack.id = kept.standardindicator_id
        AND lack.standard_id <> NEW.standard_id
    )
"""


def search_fast(schema_editor):
    """PostgreSQL finds "contains" through an index of trigrams; SQLite reads the column through."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            "CREATE INDEX unit_search_text ON emulation_unit USING gin (search_text gin_trgm_ops)"
        )


def search_slowly(schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS unit_search_text")


GUARDS = [
    SchemaStep(search_fast, search_slowly),
    row_guard("emulation_unit", "unit_parent_fits", wrong=PARENT_DOES_NOT_FIT),
    no_overlap("emulation_unitname", ["unit_id"], name="unit_name_no_overlap"),
    no_overlap("emulation_unitmark", ["unit_id", "mark"], name="unit_mark_no_overlap"),
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
    row_guard("emulation_standardindicator", "indicator_of_its_standard", wrong=OTHER_STANDARD),
    row_guard("emulation_household", "household_merged_once", wrong=MERGED_TWICE),
    row_guard("emulation_householdyear_lacks", "household_lack_of_its_standard", wrong=LACK_OF_ANOTHER),
    row_guard("emulation_householdyear", "household_year_keeps_standard", wrong=KEEPS_LACKS_OF_ANOTHER),
    append_only("emulation_ranking"),
    append_only("emulation_rankingline"),
]
