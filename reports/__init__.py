"""What people see: reports on one institution, comparisons, exports."""
