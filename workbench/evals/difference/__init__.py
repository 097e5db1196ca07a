"""What a difference between two policies means: a smallest case judged otherwise."""
