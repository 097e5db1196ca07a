"""The request: what is asked for, at which levels and sides, with which codes."""
