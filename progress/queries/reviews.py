"""How the review itself does."""

from progress.models import ReviewCursor


def diaries_that_fail() -> int:
    """How many diaries could not be judged to the end when they were last tried; each is tried again."""
    return ReviewCursor.objects.filter(failures__gt=0).count()
