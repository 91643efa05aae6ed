#!/usr/bin/env python
"""The endpoint for operators: `python manage.py help` lists what it opens."""

from tracker.command import main

if __name__ == "__main__":
    main()
