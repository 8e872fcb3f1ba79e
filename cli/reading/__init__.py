"""`lexops show --reading`: what a file looks like, beside what was read of it."""
