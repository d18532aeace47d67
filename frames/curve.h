/* SPDX-License-Identifier: MIT */
/* Polylines and the splines they are made from. */
#pragma once

#include "point.h"

#include <stdbool.h>
#include <stddef.h>

#define CURVE_MAX 520

struct curve {
    size_t len;
    struct point at[CURVE_MAX];
};

/* Centripetal Catmull-Rom spline through CONTROL, STEPS points for each span. It never loops
 * back on itself between close points, as the uniform one does (Yuksel, Schaefer, Keyser 2011).
 * count >= 3 when closed, >= 2 else. */
struct curve curve_spline(const struct point *control, size_t count, bool closed, int steps);

/* The first LEN points. */
struct curve curve_head(const struct curve *curve, size_t len);

/* The point at t of 0..1, by index; *tangent, if not NULL, gets the unit direction there. */
struct point curve_at(const struct curve *curve, double t, struct point *tangent);
