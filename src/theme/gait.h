/* SPDX-License-Identifier: MIT */
/* What a camel can do for as long as it likes: the first acts of every theme, and the sections that
 * its music may have.
 *
 *     enum gait gait;
 *     if (gait_parse("gallop", &gait))
 *         puts(gait_name(gait_music(gait)));
 */
#pragma once

#include <stdbool.h>

enum gait {
    GAIT_WALK, /* the one gait that a theme must have */
    GAIT_GALLOP,
    GAIT_STAND,
    GAIT_COUCH, /* lying down, as a program does that is stopped */
    GAIT_COUNT,
};

/* Music has a section for each gait, by the gait's number, and one more. */
#define SECTION_END   GAIT_COUNT /* the chord that a leaving camel leaves behind */
#define SECTION_COUNT (GAIT_COUNT + 1)

/* The word for it in themes, scripts and traces. */
const char *gait_name(enum gait gait);

/* TEXT, all of it, as the word for a gait. False: it is none; *GAIT is untouched. */
bool gait_parse(const char *text, enum gait *gait);

/* The gait whose music is heard with GAIT: another one's where no theme can have any for it. */
enum gait gait_music(enum gait gait);
