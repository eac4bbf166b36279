"""The law's catalogue, dated: regimes in force, award forms, bonuses, base salary, bases to cite, council rules."""
