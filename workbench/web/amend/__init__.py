"""A person's edits of the Case: forms, quotes held to the source, the edited Case."""
