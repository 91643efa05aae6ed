"""What it means: tallies, trends and flags."""
