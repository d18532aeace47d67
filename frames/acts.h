/* SPDX-License-Identifier: MIT */
/* All acts of the camel by name, from acts.csv, and the joints that they are drawn from. What
 * theme.ini repeats of their numbers is tested against these.
 *
 *     struct acts acts;
 *     struct gait gait;
 *     const struct act *walk;
 *     if (acts_load(&acts, "frames") && (walk = acts_find(&acts, "walk")) &&
 *         acts_pose(&acts, walk, &gait))
 *         frame INDEX, from 0, is gait_at(&gait, (double)INDEX / walk->count)
 */
#pragma once

#include "gait.h"

#define ACTS_MAX           16
#define ACT_NAME_MAX       24
#define IDLE_VARIANT_COUNT 9
#define TABLES_MAX         4000 /* bytes of the folder's path */

/* A cut of the 240x200 frame, in its whole pixels. */
struct cut {
    int left, top, width, height;
};

/* A row of acts.csv, but for its last columns, which only the build reads. */
struct act {
    char name[ACT_NAME_MAX]; /* also the folder of its pictures */
    int count;               /* frames */
    int frame_ms;
    int round;       /* frames that go round and round, before the idle variants; 0: no loop */
    struct cut cut;  /* all pictures of the act are cut to this */
    double fidelity; /* 1 at most: what is seen for 30 ms may be rougher (image.h) */
    /* Of an act that leads from one act to another: after which frame of the one, before which of
     * the other. Else "-" and 0. */
    char from[ACT_NAME_MAX], to[ACT_NAME_MAX];
    int from_frame, to_frame;
};

struct acts {
    char tables[TABLES_MAX];
    struct act act[ACTS_MAX];
    int count;
};

/* What a standing or lying camel does now and then, an idle animation. It begins and ends in the
 * pose of the gait's frame 1, which is also that of frame 9. */
struct idle_variant {
    const char *name, *act;
    int first, count, frame_ms; /* frames of the act's folder */
};

extern const struct idle_variant idle_variants[IDLE_VARIANT_COUNT];

/* Reads acts.csv in the folder TABLES. False: errno says why; EINVAL for a file that is none. */
bool acts_load(struct acts *acts, const char *tables);

/* NULL: no such act. */
const struct act *acts_find(const struct acts *acts, const char *name);

/* Whether the act leads once from one act to another; else it goes round and round. */
bool act_is_transition(const struct act *act);

/* Reads what the act is posed by from the same folder. False: errno says why. */
bool acts_pose(const struct acts *acts, const struct act *act, struct gait *gait);
