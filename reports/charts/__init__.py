"""Pictures of scores: each a figure with a title and a description that stand for it where it cannot be seen."""
