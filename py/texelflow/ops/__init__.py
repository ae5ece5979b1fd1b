"""The ops, a family a file; each family's ``__all__`` says what is public."""

from . import arithmetic, conv, creation, matrices, movement, pooling, reduction, unary
from .arithmetic import *  # noqa: F403
from .conv import *  # noqa: F403
from .creation import *  # noqa: F403
from .matrices import *  # noqa: F403
from .movement import *  # noqa: F403
from .pooling import *  # noqa: F403
from .reduction import *  # noqa: F403
from .unary import *  # noqa: F403

__all__ = [
    name
    for family in (arithmetic, conv, creation, matrices, movement, pooling, reduction, unary)
    for name in family.__all__
]
