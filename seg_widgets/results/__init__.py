"""Who is in, who is out, who is unknown, and how many at every node."""

from seg_widgets.results.answer import Counts, Worth, counts, counts_there, worth
from seg_widgets.results.bits import Bits
from seg_widgets.results.cut import Counted, Cut, counted_there, cut, is_cut_read
from seg_widgets.results.evaluate import Evaluation, NodeAnswer, evaluate, evaluate_all, is_read, related_numbers, related_places
from seg_widgets.results.segmentation import Found, dimension_slices, found_parts

__all__ = [
    "Bits", "Counted", "Counts", "Cut", "Evaluation", "Found", "NodeAnswer", "Worth", "counted_there", "counts", "counts_there", "cut",
    "dimension_slices", "evaluate", "evaluate_all", "found_parts", "is_cut_read", "is_read", "related_numbers", "related_places", "worth",
]  # fmt: skip
