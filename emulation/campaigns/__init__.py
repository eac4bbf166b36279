"""A campaign (phong trào thi đua) as data: who launched it, who takes part, what is due when, who does what."""
