"""What surrounds a user's GLSL: accessors before it, and the ``main`` that calls its function.

All names that a frame needs for itself begin with ``frame_`` or with a tensor's name.
"""

from __future__ import annotations

from .source import Form

MOST_AXES = 6


def _vec(glsl: str) -> str:
    return "vec4" if glsl == "float" else "ivec4"


def _kind(glsl: str) -> str:
    return "float" if glsl == "float" else "int"


# --- op: element by element -----------------------------------------------------------------------


def entry(form: Form) -> str:
    """Return ``lane_op``, which takes and gives what textures hold, where bools are in the way."""
    if form.kind != "op" or "bool" not in (form.result, *(glsl for _, glsl in form.inputs)):
        return ""
    given = ", ".join(f"{_kind(glsl)} {name}" for name, glsl in form.inputs)
    passed = ", ".join(f"{name} != 0" if glsl == "bool" else name for name, glsl in form.inputs)
    result = _kind(form.result)
    return f"{result} lane_op({given}) {{ return {result}(op({passed})); }}"


def op_frame(form: Form) -> str:
    """Return the frame of an ``op``: as ``binary/_frame.glsl``, for any number of inputs."""
    function = "lane_op" if entry(form) else "op"
    names = [name for name, _ in form.inputs]
    lanes = ", ".join(f"{function}({', '.join(f'v_{n}.{lane}' for n in names)})" for lane in "xyzw")
    elements = ", ".join(f"{n}_at(frame_{n}_row(row) + col * frame_{n}_step)" for n in names)
    return f"""// y = op(…) with broadcasting, as binary/_frame.glsl does it.
#ifdef DIRECT
void main() {{
  int t = out_texel();
{_fetched(form, "t", "0")}
  y = {_vec(form.result)}({lanes});
}}
#else
{"".join(map(_walk, names))}
#ifdef ROWS
void main() {{
  int t = out_texel();
  int row = t / (frame_stride >> 2);
  int col = t - row * (frame_stride >> 2);
{_fetched(form, "(frame_@_row(row) >> 2) + col", "frame_@_row(row)")}
  y = {_vec(form.result)}({lanes});
}}
#else
{_kind(form.result)} frame_lane(int element) {{
  int row = element / frame_stride;
  int col = min(element - row * frame_stride, frame_cols - 1);
  return {function}({elements});
}}
{_lane_main(form)}
#endif
#endif
"""


def _fetched(form: Form, texel: str, element: str) -> str:
    """Return the lines that read a texel of each input, or one element for all four lanes."""
    return "\n".join(
        f"  {_vec(glsl)} v_{n} = frame_{n}_step == 1 ? {n}_texel({texel.replace('@', n)})"
        f" : {_vec(glsl)}({n}_at({element.replace('@', n)}));"
        for n, glsl in form.inputs
    )


def _walk(name: str) -> str:
    """Return the function that finds where an input's row begins."""
    return (
        f"int frame_{name}_row(int row) {{\n  int at = 0;\n"
        "  for (int d = frame_rank - 1; d >= 0; d--) {\n"
        "    int above = row / frame_dims(d);\n"
        f"    at += (row - above * frame_dims(d)) * frame_{name}_strides(d);\n"
        "    row = above;\n  }\n  return at;\n}\n"
    )


def _lane_main(form: Form) -> str:
    lanes = ", ".join(f"frame_lane(e + {lane})" for lane in range(4))
    return f"void main() {{\n  int e = 4 * out_texel();\n  y = {_vec(form.result)}({lanes});\n}}"


# --- value and main: anything ---------------------------------------------------------------------


def accessors(form: Form) -> str:
    """Return functions that read an input by its coordinates, or by an element's number."""
    lines = []
    for name, glsl in form.inputs:
        kind, test = _kind(glsl), " != 0" if glsl == "bool" else ""
        head = f"{glsl if test else kind} {name}"
        lines.append(
            f"{head}(int index) {{ int row = index / {name}_cols; "
            f"return {name}_at(row * {name}_stride + index - row * {name}_cols){test}; }}"
        )
        for axes in range(2, MOST_AXES + 1):
            given = ", ".join(f"int i{axis}" for axis in range(axes))
            where = " + ".join(f"i{axis} * {name}_strides({axis})" for axis in range(axes))
            lines.append(f"{head}({given}) {{ return {name}_at({where}){test}; }}")
    return "\n".join(lines)


def value_frame(form: Form) -> str:
    """Return the frame of a ``value``: it calls it for each lane that holds an element."""
    kind = _kind(form.result)
    if form.axes == 1:
        call = f"  return {kind}(value(index));"
    else:
        steps = [
            f"  int i{axis} = index % y_shape({axis}); index /= y_shape({axis});"
            for axis in range(form.axes - 1, 0, -1)
        ]
        given = ", ".join(["index", *(f"i{axis}" for axis in range(1, form.axes))])
        call = "\n".join([*steps, f"  return {kind}(value({given}));"])
    return f"""// y[…] = value(…), element by element.
{kind} frame_value(int index) {{
{call}
}}
{kind} frame_lane(int element) {{
  int row = element / y_stride;
  // Lanes beyond the row's end repeat its last element, so that nothing is read out of bounds.
  return frame_value(row * y_cols + min(element - row * y_stride, y_cols - 1));
}}
{_lane_main(form)}
"""
