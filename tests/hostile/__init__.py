"""The misbehaviours of the real web, one route each, on servers of our own."""
