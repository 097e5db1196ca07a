"""The examination: strength, reflexes, sensation, signs."""
