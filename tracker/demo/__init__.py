"""The demo: two clinics, their people and twelve weeks of diaries, all made up and marked so.

It uses the same services as everybody and knows no table.
"""
