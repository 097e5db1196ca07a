"""View-models: what a screen shows, made from the review by pure functions."""
