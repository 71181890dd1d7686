"""What the service does when everything around it fails, under load: a table for the operator."""
