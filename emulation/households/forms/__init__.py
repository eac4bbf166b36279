"""What is typed of a household: who it is, who lives there, what a year's review found."""
