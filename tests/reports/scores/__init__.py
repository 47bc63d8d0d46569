"""Tests of what is written of scores."""
