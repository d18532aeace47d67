/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns the cairo surfaces while something is filled or stroked; hands back coverage planes (0..1).
 */
#pragma once

#include "art.h"

/* A hair or a pen line: a polyline that tapers to its end. */
enum { HAIR_POINTS_MAX = 4 };

struct hair {
    struct point at[HAIR_POINTS_MAX];
    int points;
    double width;    /* frame pixels at the root */
    double strength; /* opacity */
};

struct hairs {
    struct hair *hair;
    size_t count, room;
};

void hairs_add(struct hairs *hairs, const struct hair *hair);
void hairs_free(struct hairs *hairs);

/* a lock of `points` points from `root`, `length` long, bent sideways at its end by `bend` of the
 * length */
struct hair hair_grow(struct point root, struct point direction, double length, double bend,
                      double width, double strength);

/* the filled outline, with `margin` frame pixels of room around it */
struct plane brush_fill(const struct art *art, const struct curve *outline, double margin);

/* a round pen of even `width` drawn along `line` */
struct plane brush_line(const struct art *art, const struct curve *line, double width,
                        double margin);

/* all hairs, each over the one before; `within` (may be NULL) fixes the box of the answer */
struct plane brush_hairs(const struct art *art, const struct hairs *hairs,
                         const struct box *within);
