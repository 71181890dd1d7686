"""Reading what people typed: YAML, front matter, models, faults in Czech; no fact of a centre."""
