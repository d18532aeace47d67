/* SPDX-License-Identifier: MIT */
/* How a window comes onto the screen: without SDL, which would raise it, wait for a window manager
 * to map it, and without one set the input focus to it. */
#pragma once

#include <X11/Xlib.h>

struct x11_mapping {
    Window id; /* on its way, and SDL is not to hear of it; 0: none is */
    long mask; /* of the events that SDL is to hear otherwise */
};

/* Maps the window. An Expose follows, which x11_mapping_hear is to be told of. */
void x11_mapping_begin(struct x11_mapping *mapping, Display *display, Window id);

/* Any event of SDL's connection. */
void x11_mapping_hear(struct x11_mapping *mapping, const XEvent *event);
