"""What the bodies are asked: the questionnaire as a table, its forms, what comes back, and answers made up for trials."""
