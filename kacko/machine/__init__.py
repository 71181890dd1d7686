"""The machine that `deploy/install.sh` has set up: its users, its releases, its upgrades."""
