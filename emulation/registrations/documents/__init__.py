"""Papers of registrations and pledges."""

from emulation.registrations.documents.pledge import pledge_paper
from emulation.registrations.documents.registration import registration_form
from emulation.registrations.documents.summary import summary

__all__ = ["pledge_paper", "registration_form", "summary"]
