"""Tests of the judging floor."""
