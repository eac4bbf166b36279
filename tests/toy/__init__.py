"""An app of toys for tests of the foundation: nothing of the field, so that nothing else moves when a room changes."""
