/* SPDX-License-Identifier: MIT */
/* A window under X11 that has no use for the keyboard.
 *
 *     x11_focus_decline(display, window, true);
 */
#pragma once

#include <X11/Xlib.h>
#include <stdbool.h>

/* Says so to the window manager. OFFERED: i3's, which gives the focus to whatever is under the
 * pointer, unless that wants it offered; each offer is declined. Before WINDOW is mapped; DISPLAY
 * is the one that SDL reads events of. */
void x11_focus_decline(Display *display, Window window, bool offered);
