"""What staff change on the website from the browser; no key is held, no enquiry is seen."""
