"""A scored run told to people and machines: text, Markdown, HTML, JSON, JUnit."""
