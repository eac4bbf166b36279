"""What every floor stands on: users, trail, jobs, files, numbers, clock, papers. It knows no noun of the field."""
