/* SPDX-License-Identifier: MIT */
/* Who manages the windows of an X server, and who puts them together on the screen: what they know.
 */
#pragma once

#include <X11/Xlib.h>
#include <stdbool.h>

/* True if there is a compositor: ICCCM's selection _NET_WM_CM_Sn, two round trips. */
bool x11_manager_composites(Display *display);

/* What becomes of a splash screen. */
enum x11_splashes {
    X11_SPLASHES_UNKNOWN, /* who manages the windows, if anybody, does not know what one is, or has
                             the focus wander to it whatever it says (Blackbox, spectrwm), or keeps
                             it above all other windows (pekwm) */
    X11_SPLASHES_KNOWN,   /* it is shown, without the focus */
    X11_SPLASHES_FOCUSED, /* it is shown, and has the focus once the pointer is on it (i3) */
    X11_SPLASHES_HIDDEN   /* it is shown, but is not to be moved, and hidden when it is pressed
                             (KWin) */
};

/* Who does not know gives the focus to whatever is mapped, although it says that it wants none
 * (evilwm, ratpoison). Compositors with an XWayland list no types either, but listen. Five round
 * trips at most. */
enum x11_splashes x11_manager_splashes(Display *display);
