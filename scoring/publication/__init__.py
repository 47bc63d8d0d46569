"""A frozen edition: what it was computed from, how, and what came out, in one folder that anybody can compute again."""
