"""Case x Policy -> Determination: pure, deterministic, every status with its quotes."""
