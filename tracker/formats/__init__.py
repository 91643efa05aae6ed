"""How each language writes dates, as on the screens; a language without a folder takes Django's own form."""
