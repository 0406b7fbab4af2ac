"""The strategy guide: questions in the product's own words, what the data says to each, and the templates that follow."""

from seg_widgets.strategy.answering import Chapter, Guide, Question, guide
from seg_widgets.strategy.looking import Look

__all__ = ["Chapter", "Guide", "Look", "Question", "guide"]
