"""The plain, slow judge of what a segment means: semantics.md over Python rows, and nothing else.

It is written for reading beside semantics.md, not for speed, and shares no code with the engines and exporters that are
held against it. Where semantics.md is silent, see docs/meaning.md.
"""

from tests.reference.evaluator import Answer, NothingLeft, evaluate

__all__ = ["Answer", "NothingLeft", "evaluate"]
