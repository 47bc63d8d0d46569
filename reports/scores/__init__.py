"""What people get of an edition's scores: tables, a workbook, charts and a page to read."""
