"""Files of any format to lines of text, each with its place in the file."""
