"""The centre's facts as typed, checked objects, and its words; no Pelican and no Flask."""
