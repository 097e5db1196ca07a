"""Measured speed of the evaluator, on a workload that anybody can repeat."""
