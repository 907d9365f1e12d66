"""Steps from one version of the database to the next; a step once published never changes."""
