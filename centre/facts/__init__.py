"""The facts of a centre: who, where, when, how to reach it, and whether they agree; no prose."""
