"""What is decided about units without asking the database."""
