"""Who, where, what was promised, what was measured, what is due; and the law's catalogue."""
