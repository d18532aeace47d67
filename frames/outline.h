/* SPDX-License-Identifier: MIT */
/* The camel's outlines, from its joints and one fixed set of proportions. */
#pragma once

#include "anatomy.h"
#include "curve.h"

/* Control points of trunk, neck and head, in the order the outline runs: up the neck's crest
 * backwards, round the humps, down the rump, along the belly, up the throat, round the face. */
enum outline_point {
    OUTLINE_NAPE,
    OUTLINE_CREST,
    OUTLINE_NECKDIP,
    OUTLINE_WITHERS,
    OUTLINE_FORE_FRONT, /* fore hump: front slope, three points round the top, back slope */
    OUTLINE_FORE_TOP_FRONT,
    OUTLINE_FORE_TOP,
    OUTLINE_FORE_TOP_BACK,
    OUTLINE_FORE_BACK,
    OUTLINE_SADDLE,
    OUTLINE_REAR_FRONT,
    OUTLINE_REAR_TOP_FRONT,
    OUTLINE_REAR_TOP,
    OUTLINE_REAR_TOP_BACK,
    OUTLINE_REAR_BACK,
    OUTLINE_CROUP,
    OUTLINE_TAILBASE,
    OUTLINE_BUTTOCK,
    OUTLINE_HAM,
    OUTLINE_GROIN,
    OUTLINE_BELLY_0,
    OUTLINE_BELLY_1,
    OUTLINE_BELLY_2,
    OUTLINE_BELLY_3,
    OUTLINE_BELLY_4,
    OUTLINE_CHEST,
    OUTLINE_BREAST,
    OUTLINE_DEWLAP,
    OUTLINE_THROAT_0,
    OUTLINE_THROAT_1,
    OUTLINE_JAW,
    OUTLINE_CHEEK,
    OUTLINE_CHIN,
    OUTLINE_LIP_UNDER,
    OUTLINE_LIP,
    OUTLINE_NOSE,
    OUTLINE_NOSE_TIP,
    OUTLINE_BRIDGE,
    OUTLINE_FOREHEAD,
    OUTLINE_BROW,
    OUTLINE_CROWN_FRONT,
    OUTLINE_POLL,
    OUTLINE_CROWN_BACK,
    OUTLINE_COUNT
};

struct torso {
    struct point control[OUTLINE_COUNT];
    struct curve curve;
};

struct torso outline_torso(const struct anatomy *anatomy);

/* One leg from above its root to the sole. */
struct curve outline_limb(const struct skeleton *skeleton, enum leg leg);

/* The tail's middle line, begun inside the body, and its outline. */
struct tail {
    struct curve line, curve;
};

struct tail outline_tail(const struct anatomy *anatomy);
