"""Names that an operator gives are held to the same rule as those typed in the app."""

from django.core.management.base import CommandError

from common.names import is_name


def require_name(what: str, name: str) -> None:
    """Raises CommandError where `name` is given and is not one plain line; `what` names the argument."""
    if name and not is_name(name):
        raise CommandError(
            f"{what} must be one line, without control signs or marks that turn the direction of writing. "
            "Nothing was changed."
        )
