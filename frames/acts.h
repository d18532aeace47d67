/* SPDX-License-Identifier: MIT */
/* All acts of the camel by name, from acts.csv, and the joints that they are drawn from. What
 * theme.ini repeats of their numbers is tested against these.
 *
 *     struct acts acts;
 *     struct gait gait;
 *     const struct act *walk;
 *     if (acts_load(&acts, "frames") && (walk = acts_find(&acts, "walk")) &&
 *         acts_pose(&acts, walk, &gait))
 *         frame INDEX, from 0, is skeleton_at(&gait, (double)INDEX / walk->count)
 */
#pragma once

#include "skeleton.h"

#define ACTS_MAX     16
#define ACT_NAME_MAX 24
#define TABLES_MAX   4000 /* bytes of the folder's path */

/* A cut of the 240x200 frame, in its whole pixels. */
struct cut {
    int left, top, width, height;
};

/* A row of acts.csv, but for its last columns, which only the build reads. */
struct act {
    char name[ACT_NAME_MAX]; /* Also the folder of its prints. */
    int count;               /* Frames. */
    int frame_ms;
    int round; /* Frames that go round and round; what comes after them are whims. 0: no loop. */
    struct cut cut;  /* All prints of the act are cut to this. */
    double fidelity; /* How true they are: what is seen for a blink may be rougher (print.h). */
    char from[ACT_NAME_MAX],
        to[ACT_NAME_MAX];     /* "-" for an act that leads nowhere; else the acts */
    int from_frame, to_frame; /* before and after, and which frame of theirs. */
};

struct acts {
    char tables[TABLES_MAX];
    struct act act[ACTS_MAX];
    int count;
};

/* What a gait is adorned with now and then. It begins and ends in the pose of the gait's frame 1,
 * which is also that of frame 9. */
struct whim {
    const char *name, *act;
    int first, count, frame_ms; /* Frames of the act's folder. */
};

#define WHIM_COUNT 9
extern const struct whim whims[WHIM_COUNT];

/* Reads acts.csv in the folder TABLES. False: errno says why; EINVAL for a file that is none. */
bool acts_load(struct acts *acts, const char *tables);

/* NULL: no such act. */
const struct act *acts_find(const struct acts *acts, const char *name);

/* Whether the act goes once from one act to another, or round and round. */
bool act_is_way(const struct act *act);

/* Reads what the act is posed by from the same folder. False: errno says why. */
bool acts_pose(const struct acts *acts, const struct act *act, struct gait *gait);
