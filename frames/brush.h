/* SPDX-License-Identifier: MIT */
/* Filled outlines, pen lines and hairs as planes of coverage, 0..1. The caller frees them. */
#pragma once

#include "art.h"
#include "random.h"

#define HAIR_POINTS_MAX 4

/* A hair or a pen line: a polyline that tapers to its end. */
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

/* A lock of POINTS points from ROOT, LENGTH long, bent sideways at its end by BEND of the
 * length. */
struct hair hair_grow(struct point root, struct point direction, double length, double bend,
                      double width, double strength);

/* A unit direction near DIRECTION: off by SPREAD, radians or so. */
struct point hair_scatter(struct random *random, struct point direction, double spread);

/* The filled outline, with MARGIN frame pixels of room around it. */
struct plane brush_fill(const struct art *art, const struct curve *outline, double margin);

/* A round pen of even WIDTH drawn along LINE. */
struct plane brush_line(const struct art *art, const struct curve *line, double width,
                        double margin);

/* All hairs, each over the one before; WITHIN (may be NULL) fixes the box of the answer. */
struct plane brush_hairs(const struct art *art, const struct hairs *hairs,
                         const struct box *within);
