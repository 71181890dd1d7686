"""Files beside the pages, for programs: calendars, hours, feeds, sitemap, offline copies."""
