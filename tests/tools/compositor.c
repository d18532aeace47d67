/* SPDX-License-Identifier: MIT */
/* Says "yes" if a compositor runs on the display, "no" if none does: EWMH, _NET_WM_CM_Sn. */
#include <X11/Xlib.h>
#include <stdio.h>

int main(void)
{
    Display *display = XOpenDisplay(NULL);
    char selection[32];
    if (display == NULL)
        return 1;
    snprintf(selection, sizeof selection, "_NET_WM_CM_S%d", DefaultScreen(display));
    puts(XGetSelectionOwner(display, XInternAtom(display, selection, False)) != None ? "yes"
                                                                                     : "no");
    return 0;
}
