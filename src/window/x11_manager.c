/* SPDX-License-Identifier: MIT */
/* Asking a window manager and a compositor. */
#include "x11_manager.h"

#include "x11_property.h"

#include <X11/Xatom.h>
#include <stdio.h>
#include <stdlib.h>

bool x11_manager_composites(Display *display)
{
    char selection[32];
    snprintf(selection, sizeof selection, "_NET_WM_CM_S%d", DefaultScreen(display));
    return XGetSelectionOwner(display, XInternAtom(display, selection, False)) != None;
}

bool x11_manager_knows_splash(Display *display)
{
    enum { CHECK, SUPPORTED, SPLASH, ATOM_COUNT };
    char check[] = "_NET_SUPPORTING_WM_CHECK", supported[] = "_NET_SUPPORTED";
    char splash[] = "_NET_WM_WINDOW_TYPE_SPLASH";
    char *names[] = {check, supported, splash}; /* Xlib wants them writable */
    Atom atoms[ATOM_COUNT];
    if (getenv("WAYLAND_DISPLAY"))
        return true;
    if (!XInternAtoms(display, names, ATOM_COUNT, True, atoms))
        return false;
    Window root = DefaultRootWindow(display);
    unsigned long count;
    unsigned char *items = x11_property_read(display, root, atoms[CHECK], XA_WINDOW, 32, &count);
    if (!items)
        return false;
    Window manager = *(const unsigned long *)(const void *)items;
    XFree(items);
    /* A manager that is gone has left the root's properties behind, but no window. */
    return x11_property_lists(display, manager, atoms[CHECK], XA_WINDOW, manager) &&
           x11_property_lists(display, root, atoms[SUPPORTED], XA_ATOM, atoms[SPLASH]);
}
