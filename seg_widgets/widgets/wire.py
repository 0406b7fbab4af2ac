"""A definition on its way to a browser and back: what JavaScript's numbers cannot hold comes back as it left."""

from __future__ import annotations

from typing import Any

_SAFE = 2**53 - 1


def sent(data: Any) -> Any:
    """Give plain data as a browser can hold it: whole numbers beyond 2^53 as text."""
    if isinstance(data, dict):
        return {name: sent(part) for name, part in data.items()}
    if isinstance(data, list | tuple):
        return [sent(part) for part in data]
    return str(data) if _is_large(data) else data


def received(data: Any, before: Any) -> Any:
    """Give what came back, with the numbers of ``before`` wherever they are still the same ones.

    To JavaScript 1.0 is 1, and a large whole number went out as text; what has not been edited must not change its type.
    """
    if _same(data, before):
        return before
    if isinstance(data, dict) and isinstance(before, dict):
        return {name: received(part, before.get(name)) for name, part in data.items()}
    if isinstance(data, list) and isinstance(before, list | tuple):
        return [_member(part, number, before) for number, part in enumerate(data)]
    return data


def _member(part: Any, number: int, before: Any) -> Any:
    """Give a member of a list; others may have been put before it, or taken away."""
    for old in (*before[number : number + 1], *before):
        if _same(part, old):
            return old
    return received(part, before[number] if number < len(before) else None)


def _same(new: Any, old: Any) -> bool:
    if isinstance(new, dict) and isinstance(old, dict):
        return list(new) == list(old) and all(_same(new[name], old[name]) for name in new)
    if isinstance(new, list) and isinstance(old, list | tuple):
        return len(new) == len(old) and all(map(_same, new, old))
    if isinstance(new, bool) or isinstance(old, bool):
        return new is old
    return bool(new == old) or (_is_large(old) and new == str(old))


def _is_large(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) > _SAFE
