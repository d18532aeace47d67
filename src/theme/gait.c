/* SPDX-License-Identifier: MIT */
/* The gaits' names and music. */
#include "gait.h"

#include <string.h>

static const struct {
    const char *name;
    enum gait music;
} gaits[GAIT_COUNT] = {
    [GAIT_WALK] = {"walk", GAIT_WALK},
    [GAIT_GALLOP] = {"gallop", GAIT_GALLOP},
    [GAIT_STAND] = {"stand", GAIT_STAND},
    [GAIT_COUCH] = {"couch", GAIT_STAND},
};

const char *gait_name(enum gait gait)
{
    return gaits[gait].name;
}

bool gait_parse(const char *text, enum gait *gait)
{
    for (int i = 0; i < GAIT_COUNT; i++)
        if (strcmp(text, gaits[i].name) == 0) {
            *gait = (enum gait)i;
            return true;
        }
    return false;
}

enum gait gait_music(enum gait gait)
{
    return gaits[gait].music;
}
