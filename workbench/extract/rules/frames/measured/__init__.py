"""Laboratory values, nerve studies and other tests."""
