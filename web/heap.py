"""The heap that loading leaves. Import this before anything large: what is loaded stays, and is never looked through for garbage.

Collections while it grows cost a fifth of the start, and a full one later a fifth of a second in the middle of an answer.
Loading leaves less than a thousand objects of garbage, so that nothing is collected before the heap is frozen.
"""

from __future__ import annotations

import gc

_COLLECTS = gc.isenabled()
gc.disable()


def settle() -> None:
    """Keep what is loaded by now out of every collection to come, and let them begin.

    Whoever had switched collections off before loading, as gunicorn.conf.py does until it forks, does this by themselves.
    """
    if _COLLECTS and not gc.isenabled():
        gc.freeze()
        gc.enable()
