"""From criteria to decision."""
