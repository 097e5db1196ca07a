"""What each line of a document is, and how lines make sections, rows and sentences."""
