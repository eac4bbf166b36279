"""What each unit and office owes, by when, and what was done: the only record of both."""
