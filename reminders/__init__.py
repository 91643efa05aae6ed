"""Reminders: rules, schedule groups, planning, the calendar feed."""
