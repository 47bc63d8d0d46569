"""The questionnaire as something to fill in: rows, words and checks of a form, and its three formats."""
