"""Operations done before: which, at which levels, when."""
