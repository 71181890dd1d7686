"""One check a module: each looks at the prose of one file and yields faults in Czech."""
