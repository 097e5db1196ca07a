"""What is done to a policy before it is trusted: tests, coverage, mutants, lint."""
