"""What outlives a session: answers and metrics kept in files beside the data they were read from.

Meaning: what is kept belongs to the files it was read from (name, size, time of last change), to the schema and to this very code;
when one of them is another, it is not found. So nothing is ever answered from data that has changed.
Errors: a cache never has one. What cannot be read is read from the tables again, what cannot be written is not kept.
Safety: files are there whole or not at all; several sessions may keep at once; nothing in a file is ever run.
Speed: kept only where reading took long; bounded in bytes, and what was not used for longest goes first.
"""

from seg_widgets.engines.store.metrics import Metrics
from seg_widgets.engines.store.store import Store, open_store

__all__ = ["Metrics", "Store", "open_store"]
