"""Polishing prose by a model, behind a check that lets no meaning change."""
