"""Several users: accounts, sign-in, sessions that end, single sign-on."""
