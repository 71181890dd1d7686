"""Pelican plugins of the site, one output or one check each. They share one ``Build``."""
