"""Invented bodies with websites of many shapes, and what is true of each: by them the indicators' errors are measured."""
