"""Hands a segment over to those who act on it: who, whose, why, what has changed, who just misses; as files or as a table.

Meaning: the members are the evaluation's, in the table's order; a reason is a rule that brings the answer about.
Safety: no text of the data becomes a spreadsheet's formula, and a file is there whole or not at all.
"""

from seg_widgets.handover.changes import keys_of
from seg_widgets.handover.frames import HandOver
from seg_widgets.handover.handing import hand_over
from seg_widgets.handover.tables import write_members
from seg_widgets.handover.writing import write_book, write_frame

__all__ = ["HandOver", "hand_over", "keys_of", "write_book", "write_frame", "write_members"]
