"""What can be found wrong with a policy without any case: its shape and its limits."""
