"""Poverty standards and the yearly review of poor and near-poor households, by hamlet."""
