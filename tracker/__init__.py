"""The project: assembles the floors below, and holds no rows."""
