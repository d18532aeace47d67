/* SPDX-License-Identifier: MIT */
/* A gait: the skeletons in a table's rows, and those between them.
 *
 *     static struct table table;
 *     static struct gait gait;
 *     if (table_load(&table, "frames/walk.csv") && gait_read_loop(&table, &gait))
 *         the middle of the stride is gait_at(&gait, 0.5)
 */
#pragma once

#include "skeleton.h"

/* A gait: the skeletons of a table's rows, equal steps of one closed stride. */
struct gait {
    size_t count;
    bool open; /* no stride but a sequence from one pose to another: it ends where it ends */
    double bone[LEG_COUNT][BONE_COUNT]; /* lengths, the mean of all rows */
    double head;                        /* poll to nose */
    double stride_px;               /* ground covered in one stride, or from a transition's first
                                       exposure to the gait after it; 0 before gait_read_loop */
    double gone_px[TABLE_ROWS_MAX]; /* of a transition: ground gone by since its first exposure */
    struct skeleton exposure[TABLE_ROWS_MAX];
};

/* The rows as they stand. False: a column is missing; errno is EINVAL. */
bool gait_read(const struct table *table, struct gait *gait);

/* The same for a table that is one closed stride at equal steps: measures the stride by the feet on
 * the ground, and sets each of them to one spot for as long as it stands (the legs give, bones keep
 * their length). */
bool gait_read_loop(const struct table *table, struct gait *gait);

/* The same for a table that leads from one pose to another, one exposure a row; it does not
 * close. */
bool gait_read_sequence(const struct table *table, struct gait *gait);

/* The instant STRIDE (any number; its whole part is ignored) by periodic cubic interpolation.
 * Limbs and head go in angles, so that bones keep their length; at a row of the table it is that
 * row. */
struct skeleton gait_at(const struct gait *gait, double stride);

/* Between two poses, 0 = a, 1 = b: limbs and head in angles, everything else straight. Bones keep
 * the length they have in GAIT. Contact is a's or b's, whichever is nearer. */
struct skeleton gait_mix(const struct gait *gait, const struct skeleton *a,
                         const struct skeleton *b, double mix);

/* One leg alone, likewise; its root stays where it is. */
void gait_mix_leg(const struct gait *gait, enum leg leg, const struct skeleton *a,
                  const struct skeleton *b, double mix, struct skeleton *skeleton);
