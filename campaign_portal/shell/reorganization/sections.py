"""The sections of all rooms, lower rooms first: an office stands before a duty is given to it."""

from awards.councils import reorganization as councils
from awards.decisions import reorganization as decisions
from awards.dossiers import reorganization as dossiers
from emulation.campaigns import reorganization as campaigns
from emulation.clusters import reorganization as clusters
from emulation.contributions import reorganization as contributions
from emulation.duties import reorganization as duties
from emulation.exemplars import reorganization as exemplars
from emulation.inspections import reorganization as inspections
from emulation.people import reorganization as people
from emulation.poverty import reorganization as poverty
from emulation.registrations import reorganization as registrations
from emulation.targets import reorganization as targets
from emulation.territory import reorganization as territory
from emulation.territory.reorganization import Section
from reporting.reports import reorganization as reports

SECTIONS: tuple[Section, ...] = (
    territory.SECTION,
    people.SECTION,
    duties.SECTION,
    poverty.SECTION,
    campaigns.SECTION,
    targets.SECTION,
    registrations.SECTION,
    contributions.SECTION,
    clusters.SECTION,
    exemplars.SECTION,
    inspections.SECTION,
    dossiers.SECTION,
    councils.SECTION,
    decisions.SECTION,
    reports.SECTION,
)
