/* SPDX-License-Identifier: MIT */
/* Whether a pressed button is a click or a drag, and how far the window is to move meanwhile.
 *
 * Pure: knows one button and no window. All places are the pointer's, seen from the window's top
 * left corner, in the display's own unit, be it pixels or points; the window follows the pointer
 * when it moves, so that the place comes back to where the window is held.
 *
 *     static struct drag drag;
 *     drag_press(&drag, x, y);
 *     if (drag_move(&drag, x, y, &by_x, &by_y))
 *         move the window by (by_x, by_y);
 *     if (drag_release(&drag) == DRAG_CLICKED)
 *         …
 */
#pragma once

#include <stdbool.h>

struct drag {
    bool pressed;
    bool moved;         /* since the button was pressed, which is no click then */
    int grip_x, grip_y; /* where the pointer holds the window */
    int by_x, by_y;     /* how far that has moved in all */
};

enum drag_end {
    DRAG_NONE,    /* the button was pressed elsewhere, or the window brought back */
    DRAG_CLICKED, /* the window has not moved */
    DRAG_MOVED,   /* it is at another place now */
};

void drag_press(struct drag *drag, int x, int y);

/* The pointer is at X, Y now. True: the window is to move by *BY_X and *BY_Y, which are not both 0.
 * False: it is not held, or the pointer has hardly moved; *BY_X and *BY_Y are untouched. */
bool drag_move(struct drag *drag, int x, int y, int *by_x, int *by_y);

/* The button is up again. */
enum drag_end drag_release(struct drag *drag);
