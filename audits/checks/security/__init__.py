"""Indicators of the theme: Security."""
