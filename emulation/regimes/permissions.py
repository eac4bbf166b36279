"""The law is public to everybody who works here; correcting it belongs to the catalogues."""

from campaign_portal.foundation import access

SEE = access.SIGNED_IN
ADMINISTRATOR = "administrator"


def may_correct(user) -> bool:
    """Whether this person finds the rows in the catalogues (Danh mục)."""
    return user.is_staff and bool(access.scope(user).having([ADMINISTRATOR]))
