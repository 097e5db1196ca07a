"""The offline reader: structure first, then language, then frames.

text -> segment (sections, blocks, sentences) -> concepts -> context (assertion) ->
attributes (levels, sides, severity, dates, durations) -> frames -> merge.  Terms and
triggers are YAML in ``lexicon/``; each has examples and counter-examples run as tests.

Folders in the order in which a text passes them: ``copy`` (set right), ``layout`` (what
each line is), ``words`` and ``values`` (what is found), ``language`` (what is said),
``frames`` (facts of one document), ``whole`` (what only all documents together tell).
"""
