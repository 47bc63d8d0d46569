"""What people see, opened in a real browser."""
