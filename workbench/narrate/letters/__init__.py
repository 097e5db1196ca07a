"""Letters: drafts that a person can sign, and the clocks that they stand under."""
