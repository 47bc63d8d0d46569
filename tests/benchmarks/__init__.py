"""Tests of the benchmarks that are more than a loop with a clock."""
