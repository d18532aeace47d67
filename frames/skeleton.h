/* SPDX-License-Identifier: MIT */
/* Where the camel's joints are at one instant, and between two rows of a gait's table. */
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

/* A gait: the skeletons of a table's rows, equal steps of one closed stride. */
struct gait {
    size_t count;
    bool open; /* no stride but a sequence from one pose to another: it ends where it ends */
    double bone[LEG_COUNT][BONE_COUNT]; /* lengths, the mean of all rows */
    double head;                        /* poll to nose */
    double stride_px;               /* ground covered in one stride, or from a transition's first
                                       exposure to the gait after it; 0 before skeleton_loop */
    double gone_px[TABLE_ROWS_MAX]; /* of a transition: ground gone by since its first exposure */
    struct skeleton exposure[TABLE_ROWS_MAX];
};

/* The rows as they stand. False: a column is missing; errno is EINVAL. */
bool skeleton_gait(const struct table *table, struct gait *gait);

/* The same for a table that is one closed stride at equal steps: measures the stride by the feet on
 * the ground, and sets each of them to one spot for as long as it stands (the legs give, bones keep
 * their length). */
bool skeleton_loop(const struct table *table, struct gait *gait);

/* The same for a table that leads from one pose to another, one exposure a row; it does not
 * close. */
bool skeleton_sequence(const struct table *table, struct gait *gait);

/* The instant STRIDE (any number; its whole part is ignored) by periodic cubic interpolation.
 * Limbs and head go in angles, so that bones keep their length; at a row of the table it is that
 * row. */
struct skeleton skeleton_at(const struct gait *gait, double stride);

/* Between two poses, 0 = a, 1 = b: limbs and head in angles, everything else straight. Bones keep
 * the length they have in GAIT. Contact is a's or b's, whichever is nearer. */
struct skeleton skeleton_mix(const struct gait *gait, const struct skeleton *a,
                             const struct skeleton *b, double mix);

/* One leg alone, likewise; its root stays where it is. */
void skeleton_mix_leg(const struct gait *gait, enum leg leg, const struct skeleton *a,
                      const struct skeleton *b, double mix, struct skeleton *skeleton);
