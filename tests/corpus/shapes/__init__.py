"""How websites are built: each module dresses the pages of a body as one kind of content system would."""
