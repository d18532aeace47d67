/* SPDX-License-Identifier: MIT */
/* What clients of an X server write on its windows. A round trip each; a window that is gone has no
 * properties, for whoever handles Xlib's errors as window_x11.c does.
 *
 *     unsigned long count;
 *     unsigned char *items = x11_property_read(display, root, name, XA_WINDOW, 32, &count);
 *     if (items)
 *         XFree(items);
 */
#pragma once

#include <X11/Xlib.h>
#include <stdbool.h>

/* Its *COUNT items, at least one, of FORMAT bits each as Xlib has them: those of 32 are longs. The
 * caller frees them with XFree. NULL: there is no such property of that type. */
unsigned char *x11_property_read(Display *display, Window window, Atom name, Atom type, int format,
                                 unsigned long *count);

/* True if WANTED is one of the items of 32 bits. */
bool x11_property_lists(Display *display, Window window, Atom name, Atom type,
                        unsigned long wanted);

/* Events of MASK as well as what this client has asked for already. */
void x11_select_more(Display *display, Window window, long mask);
