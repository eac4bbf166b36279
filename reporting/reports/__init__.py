"""A unit's or agency's report for a period: figures filled in, narrative, submitted, frozen."""
