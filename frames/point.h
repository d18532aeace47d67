/* SPDX-License-Identifier: MIT */
/* Plane vectors and a few numbers. Pixels of the 240x200 frame, x right, y down; angles in
 * radians, +x towards +y. */
#pragma once

#include <math.h>

struct point {
    double x, y;
};

static inline struct point point_add(struct point a, struct point b)
{
    return (struct point){a.x + b.x, a.y + b.y};
}

static inline struct point point_sub(struct point a, struct point b)
{
    return (struct point){a.x - b.x, a.y - b.y};
}

static inline struct point point_scale(struct point a, double by)
{
    return (struct point){a.x * by, a.y * by};
}

/* The point a + b * by. */
static inline struct point point_along(struct point a, struct point b, double by)
{
    return (struct point){a.x + b.x * by, a.y + b.y * by};
}

/* Between two points: MIX 0 = a, 1 = b. */
static inline struct point point_mix(struct point a, struct point b, double mix)
{
    return point_along(a, point_sub(b, a), mix);
}

static inline double point_length(struct point a)
{
    return sqrt(a.x * a.x + a.y * a.y);
}

static inline struct point point_unit(struct point a)
{
    return point_scale(a, 1.0 / fmax(point_length(a), 1e-9));
}

static inline double point_angle(struct point a)
{
    return atan2(a.y, a.x);
}

static inline struct point point_at_angle(double angle)
{
    return (struct point){cos(angle), sin(angle)};
}

/* The point a turned by the angle whose cosine and sine TURN holds. */
static inline struct point point_turn(struct point a, struct point turn)
{
    return (struct point){turn.x * a.x - turn.y * a.y, turn.y * a.x + turn.x * a.y};
}

/* A quarter turn against the clock on screen: to the front of a limb that points down. */
static inline struct point point_front(struct point a)
{
    return (struct point){a.y, -a.x};
}

static inline double number_clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* 0 at FROM, 1 at TO, smooth between; from > to is allowed. */
static inline double number_smooth(double from, double to, double value)
{
    double t = number_clamp((value - from) / (to - from), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}
