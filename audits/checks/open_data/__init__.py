"""Indicators of the theme: Open data."""
