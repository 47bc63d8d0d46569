"""Tests of data/history."""
