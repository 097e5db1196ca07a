"""Tests that any policy can use: one module per test, one selector for all of them."""
