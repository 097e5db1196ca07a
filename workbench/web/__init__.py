"""The reviewer's workbench in a browser: source on the left, findings on the right."""
