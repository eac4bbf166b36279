"""What the people of Sa Pa did in 2020, act by act, through the same services that the screens call."""
