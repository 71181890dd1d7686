"""What is checked and by whom told: written HTML, links, readiness for the public."""
