"""Who is in, who is out, who is unknown, and how many at every node."""

from seg_widgets.results.answer import Counts, Worth, counts, worth
from seg_widgets.results.bits import Bits
from seg_widgets.results.evaluate import Evaluation, NodeAnswer, evaluate

__all__ = ["Bits", "Counts", "Evaluation", "NodeAnswer", "Worth", "counts", "evaluate", "worth"]
