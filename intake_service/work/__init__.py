"""What happens: enquiries, people, visits, chores.

Knows no web framework; the one door to the store.
"""
