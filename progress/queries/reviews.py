"""The state of the review itself."""

from progress.models import ReviewCursor


def diaries_that_fail() -> int:
    """The number of diaries that the last review could not judge to the end; each is tried again."""
    return ReviewCursor.objects.filter(failures__gt=0).count()
