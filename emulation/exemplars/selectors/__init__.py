"""Questions about exemplars: `readiness` before a button is pressed, `lists` for pages, `whom` for forms."""
