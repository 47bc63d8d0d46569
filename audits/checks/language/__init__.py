"""Indicators of the theme: Language."""
