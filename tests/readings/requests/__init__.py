"""Request documents in many layouts, with the lines that each asks for."""
