"""Who the patient is, and what each document says of it."""
