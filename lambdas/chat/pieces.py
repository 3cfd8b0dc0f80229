"""Words that were looked at together, sent on in the pieces in which the model sent them."""

from collections.abc import Sequence


class Cutter:
    """Cuts what has passed the guard.

    A piece that passes in part leaves at once as far as it has passed, and its tail with the piece behind it: nothing
    waits for the sake of a cut, and there are as many pieces as the model has sent.
    """

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._is_torn = False

    def cut(self, sent: Sequence[str], passed: str) -> Sequence[str]:
        """What has passed now, after the model has sent more."""
        if not self._waiting and passed == "".join(sent):
            return sent
        self._waiting += sent
        if self._is_torn and len(self._waiting) > 1:
            self._waiting[:2] = ["".join(self._waiting[:2])]
            self._is_torn = False
        return self._torn_off(passed)

    def _torn_off(self, passed: str) -> Sequence[str]:
        count = end = 0
        while count < len(self._waiting) and passed.startswith(self._waiting[count], end):
            end += len(self._waiting[count])
            count += 1
        pieces = self._waiting[:count]
        del self._waiting[:count]
        head = passed[end:]
        if head:
            pieces.append(head)
            self._tear(head)
        elif count:
            self._is_torn = False
        return pieces

    def _tear(self, head: str) -> None:
        """What is left behind the head of a piece. Nothing is known of it where the guard has taken something out."""
        self._is_torn = bool(self._waiting) and self._waiting[0].startswith(head)
        self._waiting = [self._waiting[0].removeprefix(head), *self._waiting[1:]] if self._is_torn else []
