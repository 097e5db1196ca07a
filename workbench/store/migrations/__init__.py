"""The history of the tables, one script a step."""
