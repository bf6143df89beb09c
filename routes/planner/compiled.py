"""How the kernel is compiled: once, into a cache, without the interpreter's lock."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

# The published types of numba know fewer options than it takes.
_njit = cast(Any, numba.njit)
# Nothing is allocated in machine code, so nothing is counted; that halves the time to compile.
_OPTIONS = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}


def door(function: Function) -> Function:
    """Return a function in machine code that may be called from here."""
    return cast(Function, _njit(**_OPTIONS, no_cfunc_wrapper=True)(function))


def inner(function: Function) -> Function:
    """Return a function in machine code that only other machine code calls."""
    return cast(Function, _njit(**_OPTIONS, no_cfunc_wrapper=True, no_cpython_wrapper=True)(function))
