"""The reading copy: a packet with misreadings, breaks and shorthand set right."""
