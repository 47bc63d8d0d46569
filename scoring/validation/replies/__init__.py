"""Replies of bodies to what was concluded of their answers: how a table of them is laid out, how it is read, what is kept."""
