"""Leaf tests of policies, one concept per module; all parameters come from the policy."""
