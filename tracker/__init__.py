"""The project: assembles the apps below, and holds no rows."""
