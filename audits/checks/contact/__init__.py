"""Indicators of the theme: Contact and support."""
