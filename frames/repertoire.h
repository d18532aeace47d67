/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: all that the camel can do, by name, with the numbers that theme.ini repeats. */
#pragma once

#include "skeleton.h"

enum { REPERTOIRE_COUNT = 9, WHIM_COUNT = 9 };

/* A cut of the 240x200 frame, in its whole pixels. */
struct cut {
    int left, top, width, height;
};

struct act {
    const char *name; /* the folder of its prints */
    int count;        /* frames */
    int frame_ms;
    int round; /* frames that go round and round; what comes after them are whims. 0: no gait */
    struct cut cut; /* all prints of the act are cut to this */
    double truth;   /* how true they are: what is seen for a blink may be rougher (print.h) */
};

extern const struct act repertoire[REPERTOIRE_COUNT];

/* What a gait is adorned with now and then. It begins and ends in the pose of the gait's frame 1,
 * which is also that of frame 9. */
struct whim {
    const char *name, *act;
    int first, count, frame_ms; /* frames of the act's folder */
};

extern const struct whim whims[WHIM_COUNT];

/* NULL: no such act */
const struct act *repertoire_find(const char *name);

/* Reads what the act needs from the folder `tables`. Frame `index` of it is
 * skeleton_at(gait, index / count). false: errno says why. */
bool repertoire_load(const struct act *act, const char *tables, struct gait *gait);
