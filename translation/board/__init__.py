"""The progress board: its rows, filters, totals and export."""
