"""Reviews of verdicts by people: what to look at first, the workbook they fill in, and what their decisions come to."""
