/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: where the camel's joints are at one instant, and between two rows of a gait table.
 */
#pragma once

#include "point.h"
#include "table.h"

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

/* fore: shoulder, elbow, carpus, fetlock, toe; hind: hip, stifle, hock, fetlock, toe */
enum joint { JOINT_ROOT, JOINT_ELBOW, JOINT_CARPUS, JOINT_FETLOCK, JOINT_TOE, JOINT_COUNT };

enum { BONE_COUNT = JOINT_COUNT - 1 };

struct skeleton {
    struct point body[BODY_COUNT];
    struct point leg[LEG_COUNT][JOINT_COUNT];
    bool contact[LEG_COUNT]; /* on the ground in the table's row, or in both around this instant */
    struct point forehump_swing; /* speed of the hump's top against the saddle, px per table row */
    struct point rearhump_swing;
    double trunk_angle;
    double ground_y;
};

/* A gait: the skeletons of a table's rows, equal steps of one closed stride. */
struct gait {
    size_t count;
    double bone[LEG_COUNT][BONE_COUNT]; /* lengths, the mean of all rows */
    double head;                        /* poll to nose */
    double stride_px;                   /* ground covered in one stride; 0 before skeleton_loop */
    struct skeleton exposure[TABLE_ROWS_MAX];
};

/* The rows as they stand. false: a column is missing; errno is EINVAL */
bool skeleton_gait(const struct table *table, struct gait *gait);

/* The same for a table that is one closed stride at equal steps: measures the stride by the feet on
 * the ground, and sets each of them to one spot for as long as it stands (the legs give, bones keep
 * their length). */
bool skeleton_loop(const struct table *table, struct gait *gait);

/* The instant `stride` (any number; its whole part is ignored) by periodic cubic interpolation.
 * Limbs and head go in angles, so that bones keep their length; at a row of the table it is that
 * row. */
struct skeleton skeleton_at(const struct gait *gait, double stride);
