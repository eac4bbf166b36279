"""How registrations are written on a page."""

from django import template

from emulation.campaigns.models import Campaign
from emulation.registrations.models import Registration
from emulation.registrations.rules import Line
from emulation.registrations.selectors.board import Group, deeds_text
from emulation.targets import selectors as targets
from emulation.targets.rules import figure_text

register = template.Library()

SIGNS = {
    Registration.State.DRAFT: ("now", "Đang soạn"),
    Registration.State.WITH_LEADER: ("now", "Chờ lãnh đạo ký"),
    Registration.State.SUBMITTED: ("now", "Đã nộp, chờ nhận"),
    Registration.State.RETURNED: ("wait", "Trả lại để bổ sung"),
    Registration.State.ACCEPTED: ("ok", "Đã nhận"),
    Registration.State.WITHDRAWN: ("", "Đã rút"),
}


@register.filter
def registration_sign(registration: Registration, part: str) -> str:
    kind, words = SIGNS[Registration.State(registration.state)]
    if registration.is_being_amended and registration.state == Registration.State.DRAFT:
        kind, words = "wait", "Đang sửa đổi"
    return kind if part == "kind" else words


@register.filter
def pledged_figure(line: Line) -> str:
    return figure_text(line.measure, line.pledged)


@register.filter
def assigned_figure(line: Line) -> str:
    return figure_text(line.measure, line.assigned)


@register.filter
def column_title(group: Group, place: int) -> str:
    return group.columns[place].text


@register.filter
def promised(registration: Registration) -> str:
    """ "Ủng hộ: 5.000.000 đồng; Giúp làm nhà (10 ngày công)"."""
    return deeds_text(registration)


@register.filter
def working_year(campaign: Campaign) -> int:
    """The year one registers for now: of a campaign of several years the one it is in."""
    return targets.working_year(campaign)
