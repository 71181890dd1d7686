"""The site's build as Pelican plugins, one output or one check each, which share one ``Build``."""
