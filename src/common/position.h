/* SPDX-License-Identifier: MIT */
/* Where on the screen something is to be, in the words of an option: a side or a corner, at the
 * pointer, or so many pixels from the edges of the whole screen.
 *
 * Does not know how large the screen is: that is the window's business. Pure.
 *
 *     struct position position;
 *     if (position_parse("top-left", &position) || position_parse("-0,40", &position))
 *         …
 */
#pragma once

#include <stdbool.h>

#define POSITION_PX_MAX 99999
#define POSITION_WORDS                                                                   \
    "center, top, bottom, left, right, top-left, top-right, bottom-left, bottom-right, " \
    "pointer, X,Y"

enum position_kind {
    POSITION_SIDES,   /* at sides of the monitor that the user looks at */
    POSITION_POINTER, /* its middle at the pointer */
    POSITION_PIXELS,  /* so far from sides of the whole screen */
    POSITION_LAST, /* its corner at a place where it was before, if that is on the screen still */
};

enum position_side {
    POSITION_MIDDLE,
    POSITION_NEAR, /* left, or top */
    POSITION_FAR,  /* right, or bottom */
};

struct position {
    enum position_kind kind;
    enum position_side across, down; /* of SIDES and PIXELS; PIXELS are never in the MIDDLE */
    int x, y;                        /* of PIXELS: inwards from there; of LAST: of the screen */
};

#define POSITION_CENTER ((struct position){.kind = POSITION_SIDES})

/* TEXT is one of POSITION_WORDS. X and Y are of the top left corner; with a minus they are the
 * distance of the right or lower edge from the screen's, as in the geometries of X(7). False: it is
 * none; *POSITION is untouched. */
bool position_parse(const char *text, struct position *position);
