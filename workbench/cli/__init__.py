"""The ``workbench`` command: one file per command, wiring only, imports inside."""
