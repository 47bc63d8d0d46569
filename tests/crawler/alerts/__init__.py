"""Tests of alerts, with servers of their own."""
