"""Tests of the scripts that run inside a page."""
