"""Questions about inspections: `lists` for pages, `planned` for what the plan asks, `readiness` for buttons."""
