"""The same actions for other systems: JSON over HTTP under ``/api/v1``."""
