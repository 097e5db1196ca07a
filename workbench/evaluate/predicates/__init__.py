"""Leaf tests of policies, one concept per module; parameters come from the policy."""
