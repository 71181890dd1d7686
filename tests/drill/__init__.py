"""The drill: from a bare Debian to an answered question, thrown away and restored."""
