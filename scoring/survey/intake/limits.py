"""How much of a file is read: far more than any survey needs, and little enough for an ordinary machine. All are told when reached."""

FILE = 50_000_000
"""Bytes of a file."""
UNPACKED = 250_000_000
"""Bytes of the parts of a workbook that are read, unpacked."""
RATIO = 400
"""How many times larger a part may be unpacked: XML of the same row again and again comes to 100, a bomb to 1000."""
SMALL = 5_000_000
"""Unpacked bytes below which the ratio does not matter."""
PARTS = 5_000
"""Files within a workbook."""
SHEETS = 200
ROWS, COLUMNS = 250_000, 3_000
"""Of one sheet, counted to the last that holds something."""
CELLS = 8_000_000
"""Of one sheet, empty ones between others counted too."""
TEXT = 200_000_000
"""Characters in the cells of a workbook together; one shared text counts wherever it stands."""
CELL = 20_000
"""Characters of an answer or remark."""
URL = 2_000
"""Characters of an address."""
SHOWN = 80
"""Characters of a cell that a message repeats."""
FAULTS = 500
"""Faults that are told; of more only how many there are."""
NEAR = 40
"""Unknown headings, names and options for which something similar is looked for; that takes long."""
