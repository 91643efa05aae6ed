"""Every read of weekly summaries, by noun: import the module you need."""
