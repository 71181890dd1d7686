"""Security keys: added and removed at one's own account, and the login with one."""
