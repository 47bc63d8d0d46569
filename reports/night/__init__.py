"""The morning after a night: what it came to, for people, for programs and for those who watch the machine."""
