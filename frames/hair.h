/* SPDX-License-Identifier: MIT */
/* Hairs and lists of them; brush_hairs draws them. Frame pixels. */
#pragma once

#include "point.h"
#include "random.h"

#include <stddef.h>

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

/* Adds a copy; the list owns its memory until hairs_free. Never fails (memory.h). */
void hairs_add(struct hairs *hairs, const struct hair *hair);
void hairs_free(struct hairs *hairs);

/* A lock of POINTS points from ROOT, LENGTH long, bent sideways at its end by BEND of the
 * length. */
struct hair hair_grow(struct point root, struct point direction, double length, double bend,
                      double width, double strength);

/* A unit direction near DIRECTION: off by SPREAD, radians or so. */
struct point hair_scatter(struct random *random, struct point direction, double spread);
