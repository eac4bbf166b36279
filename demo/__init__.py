"""The seeded story of Sa Pa 2020, replayed through the product's own services. Nothing imports it."""
