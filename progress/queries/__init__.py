"""Every read of what it means: `tallies`, the `caseload`, one patient's `course`, `snapshots` and `flags`."""
