"""Phrasings of each kind of finding, as different clinicians would put them.

A file maps a kind of the vocabulary to ``style`` (of document), ``says``, ``unlike``.
A line of ``says`` is ``text => label; label``: each label holds, in any order, the
right assertions (none: present), a level or vertebra, a side and a grade.  ``unlike``
lists texts that look alike and may make no present fact of the kind.  A label may ask
for further fields of the fact (``site=hand value=7``); ``section`` is the heading that
the texts stand under.  All were written before the reader was tried on any of them.

    python -m tests.readings.phrases.measure [FILE.yaml ...] [--errors]
"""
