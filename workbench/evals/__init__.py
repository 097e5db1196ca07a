"""Gold cases and policy tests: run, score, report."""
