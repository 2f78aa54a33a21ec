"""What is read or worked out once per process, under a key that changes whenever the thing itself does."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The values that were asked for last, at most `size` of them. Threads may share it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def fill(
        self, keys: Mapping[Name, Key], read: Callable[[Collection[Name]], Mapping[Name, Value]]
    ) -> dict[Name, Value]:
        """The value of each name, by the key that it is kept under; what is not kept is read, all of it at once."""
        known = {name: self.find(key) for name, key in keys.items()}
        missing = [name for name, value in known.items() if value is None]
        fresh = read(missing) if missing else {}
        for name, value in fresh.items():
            self.keep(keys[name], value)
        return {name: value for name, value in known.items() if value is not None} | dict(fresh)

    def find(self, key: Key) -> Value | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: Key, value: Value) -> None:
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._values.clear()
