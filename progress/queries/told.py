"""SQL fragments that write values as JSON in the contract's form."""


def instant(column: str) -> str:
    """SQL of a column's moment as the contract writes it, in UTC: microseconds where there are any."""
    return (
        f"""replace(to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')"""
    )


def who(person: str) -> str:
    """SQL of a person, by the column of their id, as `id` and `name`; null where there is nobody.

    A look-up of its own is planned at once, where each outer join doubles the orders to choose from.
    """
    told = "SELECT json_build_object('id', id, 'name', name) FROM accounts_user"
    return f"({told} WHERE id = {person})"
