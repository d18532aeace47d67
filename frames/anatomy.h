/* SPDX-License-Identifier: MIT */
/* Places on the animal, so that outline, tone and hair are fixed to it once and move with it. */
#pragma once

#include "skeleton.h"

/* The first BODY_COUNT landmarks are the table's own points. */
enum landmark {
    LANDMARK_HIP = BODY_COUNT,
    LANDMARK_SHOULDER,
    LANDMARK_CENTRE, /* middle of the trunk */
    LANDMARK_NAPE,
    LANDMARK_JAW,
    LANDMARK_NECK_ROOT, /* the neck's axis, at its root and behind the head */
    LANDMARK_NECK_END,
    LANDMARK_HEAD, /* x, y of a place count along the axis poll to nose and down from it */
    LANDMARK_COUNT
};

struct anatomy {
    const struct skeleton *skeleton;
    struct point landmark[LANDMARK_COUNT];
    struct point trunk_turn; /* cosine and sine */
    struct point head_turn;
    struct point neck_turn; /* along the crest, from the withers up */
};

/* Between two landmarks, then moved by x, y frame pixels in the trunk's (or the head's) own
 * directions. */
struct place {
    int from, to;
    double mix;
    double x, y;
};

struct anatomy anatomy_of(const struct skeleton *skeleton);

struct point anatomy_place(const struct anatomy *anatomy, const struct place *place);

/* Coordinates x, y along the axis from poll to nose and down from it. */
struct point anatomy_head(const struct anatomy *anatomy, double x, double y);

/* The same for what the jaw takes along when the camel chews. */
struct point anatomy_face(const struct anatomy *anatomy, double x, double y);

/* Coordinates x, y in the trunk's directions, as a direction or from a point. */
struct point anatomy_trunk(const struct anatomy *anatomy, double x, double y);
