"""The file's parts in order: each room's, gathered."""

from awards.criteria import definition as criteria
from awards.routes import definition as routes
from emulation.campaigns import definition as campaigns
from emulation.campaigns.definition import Section
from emulation.clusters import definition as clusters
from emulation.contributions import definition as contributions
from emulation.registrations import definition as registrations
from emulation.targets import definition as targets
from reporting.reports import definition as reports

SECTIONS: tuple[Section, ...] = (
    *campaigns.SECTIONS,
    *targets.SECTIONS,
    *registrations.SECTIONS,
    *criteria.SECTIONS,
    *routes.SECTIONS,
    *reports.SECTIONS,
    *clusters.SECTIONS,
    *contributions.SECTIONS,
)
BY_KEY = {section.key: section for section in SECTIONS}
