"""Grave acts ask for the password once more: a forgotten decorator is seen here."""

import pytest
from django.urls import get_resolver, reverse

from campaign_portal.foundation.web.stepping_up import needs_confirmation
from tests.house.test_no_address_breaks import addresses

GRAVE = {
    "backup_codes",
    "campaigns:close",
    "campaigns:enact",
    "contributions:export",
    "decisions:export_register",
    "decisions:issue",
    "dossiers:export",
    "drop_second_factor",
    "households:export",
    "households:helpers_export",  # names of households and who helps them
    "registrations:entered_xlsx",  # names, birth years, wishes of persons and households
    "offices:end",
    "people:close",
    "people:delegate",
    "people:end_post",
    "people:export",
    "people:forget_second_factor",
    "people:give",
    "people:import_take",
    "people:invite",
    "people:new_code",
    "people:reopen",
    "reorganization:apply",
    "reorganization:undo",
    "targets:assignment_issue",
    "trail_export",
}


def views(entries, space=""):
    for entry in entries:
        if hasattr(entry, "url_patterns"):
            yield from views(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", entry.callback


def test_signing_bulk_exports_and_changes_of_rights_ask_again():
    found = {name for name, view in views(get_resolver().url_patterns) if needs_confirmation(view)}
    assert found == GRAVE, "say here what an address that asks again does, or give it its decorator back"
    assert {address.name for address in addresses(get_resolver().url_patterns)} >= GRAVE


@pytest.mark.parametrize(("who", "export"), [
    ("hang", "contributions:export"),
    ("hang", "dossiers:export"),
    ("tuan", "decisions:export_register"),
    ("nam", "people:export"),
    ("nam", "trail_export"),
])  # fmt: skip
def test_an_export_is_opened_not_posted_to(sa_pa, client, who, export):
    client.force_login(sa_pa.person(who))
    assert client.post(reverse(export)).status_code == 405
