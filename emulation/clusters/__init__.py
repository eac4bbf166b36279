"""Clusters and blocks (cụm, khối thi đua) of a campaign, and the tables their emulation is scored by."""
