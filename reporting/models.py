"""Gathers the rooms' tables, so that Django finds them under one app."""

from reporting.consolidation.models import Snapshot, SnapshotLine
from reporting.reports.models import Figure, Narrative, Report, ReportForm, ReportRequest

__all__ = ["Figure", "Narrative", "Report", "ReportForm", "ReportRequest", "Snapshot", "SnapshotLine"]
