/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: polylines and the splines they are made from. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "point.h"

enum { CURVE_MAX = 520 };

struct curve {
    size_t len;
    struct point at[CURVE_MAX];
};

/* Centripetal Catmull-Rom spline through `control`, `steps` points for each span. It never loops
 * back on itself between close points, as the uniform one does (Yuksel, Schaefer, Keyser 2011).
 * count >= 3 when closed, >= 2 else. */
struct curve curve_spline(const struct point *control, size_t count, bool closed, int steps);

/* the first `len` points */
struct curve curve_head(const struct curve *curve, size_t len);

/* the point at t of 0..1, by index; *tangent, if not NULL, gets the unit direction there */
struct point curve_at(const struct curve *curve, double t, struct point *tangent);
