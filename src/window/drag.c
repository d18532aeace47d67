/* SPDX-License-Identifier: MIT */
/* A click or a drag. */
#include "drag.h"

#include <stdlib.h>

#define CLICK_PX 4 /* a pointer that moves less than this while the button is down has clicked */

void drag_press(struct drag *drag, int x, int y)
{
    *drag = (struct drag){.pressed = true, .grip_x = x, .grip_y = y};
}

bool drag_move(struct drag *drag, int x, int y, int *by_x, int *by_y)
{
    int away_x = x - drag->grip_x, away_y = y - drag->grip_y;
    if (!drag->pressed || (!drag->moved && abs(away_x) < CLICK_PX && abs(away_y) < CLICK_PX))
        return false;
    drag->moved = true;
    if (away_x == 0 && away_y == 0)
        return false;
    *by_x = away_x;
    *by_y = away_y;
    return true;
}

bool drag_release(struct drag *drag)
{
    bool clicked = drag->pressed && !drag->moved;
    drag->pressed = false;
    return clicked;
}
