"""One process tree: every program is started under a guard, and none outlives the one who started it."""
