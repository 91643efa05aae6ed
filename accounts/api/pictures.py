"""Pictures that a phone's camera reads."""

from io import BytesIO

import segno


def qr_picture(words: str) -> bytes:
    """`words` as a QR code: an SVG on white, so that it is read on a dark page too."""
    picture = BytesIO()
    # With its namespace: without one a browser does not draw it as an image of its own.
    segno.make(words, error="m").save(picture, kind="svg", xmldecl=False, scale=8, border=4, light="#fff")
    return picture.getvalue()
