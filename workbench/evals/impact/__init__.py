"""A store of cases judged by two policies: which outcomes flip, and why."""
