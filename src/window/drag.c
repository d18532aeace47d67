/* SPDX-License-Identifier: MIT */
/* A click or a drag. */
#include "drag.h"

#include <stdlib.h>

#define CLICK_PX 4 /* a pointer that moves less than this while the button is down has clicked */

void drag_press(struct drag *drag, int x, int y)
{
    *drag = (struct drag){.pressed = true, .grip_x = x, .grip_y = y};
}

static bool is_far(int by_x, int by_y)
{
    return abs(by_x) >= CLICK_PX || abs(by_y) >= CLICK_PX;
}

bool drag_move(struct drag *drag, int x, int y, int *by_x, int *by_y)
{
    int away_x = x - drag->grip_x, away_y = y - drag->grip_y;
    if (!drag->pressed || (!drag->moved && !is_far(away_x, away_y)))
        return false;
    drag->moved = true;
    if (away_x == 0 && away_y == 0)
        return false;
    drag->by_x += away_x;
    drag->by_y += away_y;
    *by_x = away_x;
    *by_y = away_y;
    return true;
}

enum drag_end drag_release(struct drag *drag)
{
    if (!drag->pressed)
        return DRAG_NONE;
    drag->pressed = false;
    if (!drag->moved)
        return DRAG_CLICKED;
    return is_far(drag->by_x, drag->by_y) ? DRAG_MOVED : DRAG_NONE;
}
