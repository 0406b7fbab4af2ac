"""A folder of saved segments: text files that diff well, every version kept, and accounts pinned in or out.

Meaning: a file holds what ``segment.to_yaml()`` writes, so whatever reads the one reads the other.
Ease of use: names are what people call a segment; how a file is called is settled here.
Safety: a file is there whole or not at all, and a writer who has not seen the latest version is told so.
"""

from seg_widgets.library.folder import Kept
from seg_widgets.library.library import SegmentLibrary, library_of
from seg_widgets.library.notes import Pins
from seg_widgets.library.versions import Version

__all__ = ["Kept", "Pins", "SegmentLibrary", "Version", "library_of"]
