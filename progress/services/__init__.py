"""Every write of this app: the `review` that judges diaries, people's actions on `flags`, and flags about
`delivery`.
"""
