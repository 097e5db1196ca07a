"""Appeals: a denial and what is said against it, answered from the record."""
