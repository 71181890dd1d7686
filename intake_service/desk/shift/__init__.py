"""What a shift has at hand besides enquiries: a notebook, and a field for a code at the counter."""
