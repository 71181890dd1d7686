"""What a shift has at hand besides enquiries: who is away, a notebook, a field for the counter."""
