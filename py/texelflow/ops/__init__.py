"""The ops, a family a file; each family's ``__all__`` says what is public."""

from ..reasons import explain_all
from . import (
    activations,
    aliases,
    along,
    arithmetic,
    axes,
    bitwise,
    borders,
    compare,
    complex_numbers,
    contractions,
    conv,
    counting,
    creation,
    depthwise,
    diagonals,
    differences,
    dilating,
    dropping,
    einstein,
    gathering,
    indexing,
    interpolation,
    joining,
    local_response,
    matrices,
    monitoring,
    movement,
    nan_reductions,
    normalize,
    norms,
    pool_positions,
    pooling,
    positions,
    powers,
    quantiles,
    ragged,
    random,
    ranked,
    recurrent_cells,
    reduction,
    repeating,
    reshaping,
    rounding,
    sampling,
    scans,
    scattering,
    searching,
    segments,
    selecting,
    sequences,
    shape_checks,
    signal,
    slicing,
    sorting,
    space,
    spacing,
    special,
    spectral,
    stacking,
    statistics,
    trigonometry,
    unary,
    updates,
    volumes,
)
from .activations import *  # noqa: F403
from .aliases import *  # noqa: F403
from .along import *  # noqa: F403
from .arithmetic import *  # noqa: F403
from .axes import *  # noqa: F403
from .bitwise import *  # noqa: F403
from .borders import *  # noqa: F403
from .compare import *  # noqa: F403
from .complex_numbers import *  # noqa: F403
from .contractions import *  # noqa: F403
from .conv import *  # noqa: F403
from .counting import *  # noqa: F403
from .creation import *  # noqa: F403
from .depthwise import *  # noqa: F403
from .diagonals import *  # noqa: F403
from .differences import *  # noqa: F403
from .dilating import *  # noqa: F403
from .dropping import *  # noqa: F403
from .einstein import *  # noqa: F403
from .gathering import *  # noqa: F403
from .indexing import *  # noqa: F403
from .interpolation import *  # noqa: F403
from .joining import *  # noqa: F403
from .local_response import *  # noqa: F403
from .matrices import *  # noqa: F403
from .monitoring import *  # noqa: F403
from .movement import *  # noqa: F403
from .nan_reductions import *  # noqa: F403
from .normalize import *  # noqa: F403
from .norms import *  # noqa: F403
from .pool_positions import *  # noqa: F403
from .pooling import *  # noqa: F403
from .positions import *  # noqa: F403
from .powers import *  # noqa: F403
from .quantiles import *  # noqa: F403
from .ragged import *  # noqa: F403
from .random import *  # noqa: F403
from .ranked import *  # noqa: F403
from .recurrent_cells import *  # noqa: F403
from .reduction import *  # noqa: F403
from .repeating import *  # noqa: F403
from .reshaping import *  # noqa: F403
from .rounding import *  # noqa: F403
from .sampling import *  # noqa: F403
from .scans import *  # noqa: F403
from .scattering import *  # noqa: F403
from .searching import *  # noqa: F403
from .segments import *  # noqa: F403
from .selecting import *  # noqa: F403
from .sequences import *  # noqa: F403
from .shape_checks import *  # noqa: F403
from .signal import *  # noqa: F403
from .slicing import *  # noqa: F403
from .sorting import *  # noqa: F403
from .space import *  # noqa: F403
from .spacing import *  # noqa: F403
from .special import *  # noqa: F403
from .spectral import *  # noqa: F403
from .stacking import *  # noqa: F403
from .statistics import *  # noqa: F403
from .trigonometry import *  # noqa: F403
from .unary import *  # noqa: F403
from .updates import *  # noqa: F403
from .volumes import *  # noqa: F403

FAMILIES = (
    activations,
    aliases,
    along,
    arithmetic,
    axes,
    bitwise,
    borders,
    compare,
    complex_numbers,
    contractions,
    conv,
    counting,
    creation,
    depthwise,
    diagonals,
    differences,
    dilating,
    dropping,
    einstein,
    gathering,
    indexing,
    interpolation,
    joining,
    local_response,
    matrices,
    monitoring,
    movement,
    nan_reductions,
    normalize,
    norms,
    pool_positions,
    pooling,
    positions,
    powers,
    quantiles,
    ragged,
    random,
    ranked,
    recurrent_cells,
    reduction,
    repeating,
    reshaping,
    rounding,
    sampling,
    scans,
    scattering,
    searching,
    segments,
    selecting,
    sequences,
    shape_checks,
    signal,
    slicing,
    sorting,
    space,
    spacing,
    special,
    spectral,
    stacking,
    statistics,
    trigonometry,
    unary,
    updates,
    volumes,
)

__all__ = [name for family in FAMILIES for name in family.__all__]

explain_all(globals(), __all__)
