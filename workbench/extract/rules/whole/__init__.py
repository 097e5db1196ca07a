"""What only several sentences or documents together tell: merging, episodes, visits."""
