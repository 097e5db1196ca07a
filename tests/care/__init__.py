"""Conservative care from text to status, by layout and wording."""
