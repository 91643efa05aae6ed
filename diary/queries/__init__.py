"""Every read of the diary: `heads` for readers that follow it, `tallies` by day, `entries` one by one."""
