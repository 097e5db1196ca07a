"""What a sentence says of a thing it names: asserted, denied, feared, past."""
