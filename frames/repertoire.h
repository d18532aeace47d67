/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: all that the camel can do, by name, with the numbers that theme.ini repeats. */
#pragma once

#include "skeleton.h"

enum { REPERTOIRE_COUNT = 9 };

struct act {
    const char *name; /* the folder of its prints */
    int count;        /* frames */
    int frame_ms;
};

extern const struct act repertoire[REPERTOIRE_COUNT];

/* NULL: no such act */
const struct act *repertoire_find(const char *name);

/* Reads what the act needs from the folder `tables`. Frame `index` of it is
 * skeleton_at(gait, index / count). false: errno says why. */
bool repertoire_load(const struct act *act, const char *tables, struct gait *gait);
