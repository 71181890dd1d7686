"""The centre's facts as typed, checked objects, and its words. Knows neither Pelican nor Flask."""
