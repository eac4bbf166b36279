"""Questions about consolidated reports: `state` before and while one is made, `table` what one holds, `trace` one
figure of it with all its parts, `compare` two of them."""
