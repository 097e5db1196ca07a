"""Packet to Case: the readers, and the check that a quote supports its fact."""
