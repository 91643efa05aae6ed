"""Every write of what we say, by noun: import the module you need."""
