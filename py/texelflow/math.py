"""``tf.math``: the element-wise ops, comparisons and reductions, gathered; and what TensorFlow.js
has only there.
"""

from .ops import (
    activations,
    arithmetic,
    bitwise,
    compare,
    monitoring,
    powers,
    reduction,
    rounding,
    special,
    trigonometry,
    unary,
)
from .ops.activations import *  # noqa: F403
from .ops.arithmetic import *  # noqa: F403
from .ops.bitwise import *  # noqa: F403
from .ops.compare import *  # noqa: F403
from .ops.monitoring import *  # noqa: F403
from .ops.powers import *  # noqa: F403
from .ops.reduction import *  # noqa: F403
from .ops.rounding import *  # noqa: F403
from .ops.special import *  # noqa: F403
from .ops.trigonometry import *  # noqa: F403
from .ops.unary import *  # noqa: F403

FAMILIES = (
    activations,
    arithmetic,
    bitwise,
    compare,
    monitoring,
    powers,
    reduction,
    rounding,
    special,
    trigonometry,
    unary,
)

__all__ = sorted(name for family in FAMILIES for name in family.__all__)
