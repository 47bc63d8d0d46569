"""Indicators of the theme: Performance."""
