"""Every read of this app: `tallies`, the `caseload`, one patient's `course`, `snapshots` and `flags`."""
