"""How far answers, observations and reviewers agree, and what that says of the truth: pure functions, each with its formula and source."""
