"""The offline reader: structure first, then language, then frames.

text -> segment (sections, blocks, sentences) -> concepts -> context (assertion) ->
attributes (levels, sides, severity, dates, durations) -> frames -> merge.  Terms and
triggers are YAML in ``lexicon/``; each has examples and counter-examples run as tests.
"""
