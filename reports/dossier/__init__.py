"""What a body is shown of its answers before anything is taken from them: each contradicted answer with evidence, and how to dispute it."""
