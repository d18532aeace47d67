/* SPDX-License-Identifier: MIT */
/* Asking a window manager and a compositor. */
#include "x11_manager.h"

#include "x11_property.h"

#include <X11/Xatom.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_LEN 16

/* Those of whom the types that they list do not tell. */
static const struct {
    const char *name;
    enum x11_splashes splashes;
} by_name[] = {
    {"Blackbox", X11_SPLASHES_UNKNOWN}, {"KWin", X11_SPLASHES_HIDDEN},
    {"i3", X11_SPLASHES_FOCUSED},       {"pekwm", X11_SPLASHES_UNKNOWN},
    {"spectrwm", X11_SPLASHES_UNKNOWN},
};

bool x11_manager_composites(Display *display)
{
    char selection[32];
    snprintf(selection, sizeof selection, "_NET_WM_CM_S%d", DefaultScreen(display));
    return XGetSelectionOwner(display, XInternAtom(display, selection, False)) != None;
}

/* The manager's own window, by which it is known to be there; None where nobody manages. */
static Window find_manager(Display *display, Atom check)
{
    unsigned long count;
    unsigned char *items =
        x11_property_read(display, DefaultRootWindow(display), check, XA_WINDOW, 32, &count);
    if (!items)
        return None;
    Window manager = *(const unsigned long *)(const void *)items;
    XFree(items);
    /* A manager that is gone has left the root's properties behind, but no window. */
    return x11_property_lists(display, manager, check, XA_WINDOW, manager) ? manager : None;
}

/* Empty where it has none, or a longer one than any that is looked for. */
static void read_name(Display *display, Window window, Atom property, Atom utf8,
                      char name[NAME_LEN])
{
    unsigned long len;
    unsigned char *text = x11_property_read(display, window, property, utf8, 8, &len);
    bool fits = text && len < NAME_LEN;
    snprintf(name, NAME_LEN, "%.*s", fits ? (int)len : 0, fits ? (const char *)text : "");
    if (text)
        XFree(text);
}

enum x11_splashes x11_manager_splashes(Display *display)
{
    enum { CHECK, SUPPORTED, SPLASH, NAME, UTF8, ATOM_COUNT };
    char check[] = "_NET_SUPPORTING_WM_CHECK", supported[] = "_NET_SUPPORTED";
    char splash[] = "_NET_WM_WINDOW_TYPE_SPLASH", name[] = "_NET_WM_NAME", utf8[] = "UTF8_STRING";
    char *names[] = {check, supported, splash, name, utf8}; /* Xlib wants them writable */
    Atom atoms[ATOM_COUNT];
    Window manager = XInternAtoms(display, names, ATOM_COUNT, False, atoms)
                         ? find_manager(display, atoms[CHECK])
                         : None;
    char called[NAME_LEN] = "";
    if (manager != None)
        read_name(display, manager, atoms[NAME], atoms[UTF8], called);
    for (size_t i = 0; i < sizeof by_name / sizeof *by_name; i++)
        if (strcmp(called, by_name[i].name) == 0)
            return by_name[i].splashes;
    bool known = getenv("WAYLAND_DISPLAY") ||
                 (manager != None && x11_property_lists(display, DefaultRootWindow(display),
                                                        atoms[SUPPORTED], XA_ATOM, atoms[SPLASH]));
    return known ? X11_SPLASHES_KNOWN : X11_SPLASHES_UNKNOWN;
}
