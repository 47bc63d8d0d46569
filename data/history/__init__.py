"""What the store knows of every answer over time: since when it holds, when it was last confirmed, and from whom it was inherited."""
