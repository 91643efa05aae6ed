"""Every read of what happened: `heads` for who follows the diary, `tallies` by day, `entries` one by one."""
