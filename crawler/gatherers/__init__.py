"""One artifact a file: each gatherer looks at one thing and returns its JSON value, or Missing."""
