/* SPDX-License-Identifier: MIT */
/* Where the camel's joints are at one instant. */
#pragma once

#include "point.h"
#include "table.h"

#define BONE_COUNT (JOINT_COUNT - 1)

enum body_point {
    BODY_NOSE,
    BODY_POLL,
    BODY_NECKDIP,
    BODY_WITHERS,
    BODY_FOREHUMP,
    BODY_SADDLE,
    BODY_REARHUMP,
    BODY_CROUP,
    BODY_TAILBASE,
    BODY_TAILMID,
    BODY_TAILTIP,
    BODY_DEWLAP,
    BODY_CHEST,
    BODY_FLANK,
    BODY_COUNT
};

enum leg { LEG_NEAR_FORE, LEG_FAR_FORE, LEG_NEAR_HIND, LEG_FAR_HIND, LEG_COUNT };

/* Fore: shoulder, elbow, carpus, fetlock, toe; hind: hip, stifle, hock, fetlock, toe. */
enum joint { JOINT_ROOT, JOINT_ELBOW, JOINT_CARPUS, JOINT_FETLOCK, JOINT_TOE, JOINT_COUNT };

/* What bones do not say. Tables that have no such columns hold a still face: all 0. */
enum expression {
    EXPRESSION_BREATH, /* 0 breathed out, 1 breathed in */
    EXPRESSION_JAW,    /* how far the chin is down, px */
    EXPRESSION_EAR,    /* turned back by, radians */
    EXPRESSION_LID,    /* 0 open eye, 1 shut */
    EXPRESSION_COUNT
};

struct skeleton {
    struct point body[BODY_COUNT];
    struct point leg[LEG_COUNT][JOINT_COUNT];
    bool contact[LEG_COUNT]; /* on the ground in the table's row, or in both around this instant */
    struct point forehump_swing; /* speed of the hump's top against the saddle, px per table row */
    struct point rearhump_swing;
    double expression[EXPRESSION_COUNT];
    double trunk_angle;
    double ground_y;
};

/* A leg's name in the tables: nf, ff, nh, fh. */
extern const char *const skeleton_leg_name[LEG_COUNT];

/* The skeleton in row ROW. False: a column is missing; errno is EINVAL. */
bool skeleton_read(const struct table *table, size_t row, struct skeleton *skeleton);

/* From a joint to the next one, and from the poll to the nose. */
struct point skeleton_bone(const struct skeleton *skeleton, int leg, int bone);
struct point skeleton_head(const struct skeleton *skeleton);
