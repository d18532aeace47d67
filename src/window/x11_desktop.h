/* SPDX-License-Identifier: MIT */
/* What an X server and its window manager say of the desktop: monitors, pointer, work area. */
#pragma once

#include "placement.h"

#include <X11/Xlib.h>
#include <stdbool.h>

/* Where the pointer is. False: on another screen. */
bool x11_desktop_pointer(Display *display, int *x, int *y);

/* What is there; no monitor where the server does not know. WORK: with the work area, which takes
 * three round trips more. */
void x11_desktop_read(Display *display, bool work, struct desktop *desktop);
