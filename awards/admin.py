"""Gathers the rooms' catalogue pages."""

from campaign_portal.foundation import rooms

rooms.gather("awards", "admin")
