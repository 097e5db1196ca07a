"""What the pages ask of the store, and the values that they get from it."""
