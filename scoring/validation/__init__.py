"""What bodies say of themselves, held against what was seen: a verdict for each answer, its review, and what is learned from it."""
