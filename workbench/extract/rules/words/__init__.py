"""Finding words: lexicons, words near each other, expressions that run when needed."""
