"""Indicators, targets, planned figures assigned downwards (giao chỉ tiêu), figures typed, and how far one is."""
