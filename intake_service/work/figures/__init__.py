"""The figures for reports: what was counted, by month and year, as tables, a chart and words."""
