"""Modifiers of risk: nicotine and comorbid conditions."""
