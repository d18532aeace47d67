/* SPDX-License-Identifier: MIT */
/* Splines as polylines. */
#include "curve.h"

#include <assert.h>

static double knot(struct point a, struct point b)
{
    return sqrt(fmax(point_length(point_sub(b, a)), 1e-6));
}

static struct point control_at(const struct point *control, size_t count, bool closed, long index)
{
    long last = (long)count - 1;
    if (closed)
        return control[(index + (long)count) % (long)count];
    if (index < 0)
        return point_mix(control[0], control[1], -1.0);
    if (index > last)
        return point_mix(control[last], control[last - 1], -1.0);
    return control[index];
}

static struct point tangent_at(struct point before, struct point here, struct point after,
                               double in, double out, double span)
{
    struct point sum = point_scale(point_sub(here, before), 1.0 / in);
    sum = point_along(sum, point_sub(after, before), -1.0 / (in + out));
    sum = point_along(sum, point_sub(after, here), 1.0 / out);
    return point_scale(sum, span);
}

struct curve curve_spline(const struct point *control, size_t count, bool closed, int steps)
{
    struct curve curve = {0};
    size_t spans = closed ? count : count - 1;
    assert(spans * (size_t)steps + 1 <= CURVE_MAX);
    for (size_t i = 0; i < spans; i++) {
        struct point p0 = control_at(control, count, closed, (long)i - 1);
        struct point p1 = control_at(control, count, closed, (long)i);
        struct point p2 = control_at(control, count, closed, (long)i + 1);
        struct point p3 = control_at(control, count, closed, (long)i + 2);
        double d1 = knot(p0, p1), d2 = knot(p1, p2), d3 = knot(p2, p3);
        struct point m1 = tangent_at(p0, p1, p2, d1, d2, d2);
        struct point m2 = tangent_at(p1, p2, p3, d2, d3, d2);
        for (int step = 0; step < steps; step++) {
            double t = (double)step / steps, t2 = t * t, t3 = t2 * t;
            struct point at = point_scale(p1, 2 * t3 - 3 * t2 + 1);
            at = point_along(at, m1, t3 - 2 * t2 + t);
            at = point_along(at, p2, -2 * t3 + 3 * t2);
            curve.at[curve.len++] = point_along(at, m2, t3 - t2);
        }
    }
    if (!closed)
        curve.at[curve.len++] = control[count - 1];
    return curve;
}

struct curve curve_head(const struct curve *curve, size_t len)
{
    struct curve head = *curve;
    head.len = len < curve->len ? len : curve->len;
    return head;
}

struct point curve_at(const struct curve *curve, double t, struct point *tangent)
{
    double place = t * (double)(curve->len - 1);
    size_t from = (size_t)place;
    if (from > curve->len - 2)
        from = curve->len - 2;
    if (tangent)
        *tangent = point_unit(point_sub(curve->at[from + 1], curve->at[from]));
    return point_mix(curve->at[from], curve->at[from + 1], place - (double)from);
}
