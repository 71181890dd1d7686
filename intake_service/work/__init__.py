"""What happens: enquiries, people, sessions, chores.

Knows no web framework; the one door to the store.
"""
