"""How many of an award form the superior allots a campaign for a year (S4 4.3: "theo phân bổ của cấp trên")."""
