"""Every write of what it means: the `review` that judges diaries, what people do with `flags`, and what
`delivery` tells of the ways to a patient.
"""
