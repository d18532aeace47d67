/* SPDX-License-Identifier: MIT */
/* Who manages the windows of an X server, and who puts them together on the screen: what they know.
 */
#pragma once

#include <X11/Xlib.h>
#include <stdbool.h>

/* True if there is a compositor: ICCCM's selection _NET_WM_CM_Sn, two round trips. */
bool x11_manager_composites(Display *display);

/* Whether who manages the windows knows what a splash screen is. Who does not gives the focus to
 * whatever is mapped, although it says that it wants none (evilwm, ratpoison); nobody at all asks
 * nothing. Compositors with an XWayland list no types either, but listen. */
bool x11_manager_knows_splash(Display *display);
