"""Contributions: money, goods at a value, working days, houses; from whom, for whom, with which paper."""
