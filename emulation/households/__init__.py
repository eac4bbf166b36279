"""Households by name: their class by year, income, who helps them. Personal data."""
