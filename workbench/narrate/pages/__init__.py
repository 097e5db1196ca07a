"""Letters and narratives as pages: PDF, Word and HTML, and an edited file's text."""
