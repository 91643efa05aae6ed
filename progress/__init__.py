"""What the diary means: tallies, trends and flags."""
