/* SPDX-License-Identifier: MIT */
/* SDL 2 learns from the MapNotify that its window is shown. SDL 3, on which sdl2-compat stands,
 * restores a window then, and that is: asks the manager to activate it, which i3 does, or, where
 * there is none that knows of that, sets the input focus to it. So SDL 3 does not hear of it, nor
 * of the window's properties, from which it would conclude the same. */
#include "x11_mapping.h"

#include <SDL.h>
#include <X11/Xatom.h>
#include <stdbool.h>

#define COMPAT_PATCH 50 /* sdl2-compat's versions are 2.32.50 and more, by its own rule */

/* As SDL has when it made the window; but managers take the state off one that is withdrawn. */
static void skip_taskbar(Display *display, Window id)
{
    enum { STATE, TASKBAR, PAGER, ATOM_COUNT };
    char state[] = "_NET_WM_STATE", taskbar[] = "_NET_WM_STATE_SKIP_TASKBAR";
    char pager[] = "_NET_WM_STATE_SKIP_PAGER";
    char *names[] = {state, taskbar, pager}; /* Xlib wants them writable */
    Atom atoms[ATOM_COUNT];
    if (XInternAtoms(display, names, ATOM_COUNT, False, atoms))
        XChangeProperty(display, id, atoms[STATE], XA_ATOM, 32, PropModeReplace,
                        (const unsigned char *)&atoms[TASKBAR], 2);
}

static bool is_compat(void)
{
    SDL_version version;
    SDL_GetVersion(&version);
    return version.patch >= COMPAT_PATCH;
}

/* What of it is on the way to SDL already is taken out of the queue. */
static void keep_from_sdl(struct x11_mapping *mapping, Display *display, Window id)
{
    XWindowAttributes now;
    XEvent event;
    if (!XGetWindowAttributes(display, id, &now))
        return;
    mapping->id = id;
    mapping->mask = (now.your_event_mask | StructureNotifyMask) & ~PropertyChangeMask;
    XSelectInput(display, id, mapping->mask & ~StructureNotifyMask);
    XSync(display, False);
    while (XCheckTypedWindowEvent(display, id, PropertyNotify, &event)) {
    }
}

void x11_mapping_begin(struct x11_mapping *mapping, Display *display, Window id)
{
    if (is_compat())
        keep_from_sdl(mapping, display, id);
    skip_taskbar(display, id);
    XMapWindow(display, id);
    XFlush(display);
}

/* Of places and sizes SDL does want to hear: of what it has missed, as a manager would tell it. */
static void tell_place(Display *display, Window id)
{
    XWindowAttributes now;
    XEvent told = {.xconfigure = {.type = ConfigureNotify, .send_event = True}};
    Window child;
    if (!XGetWindowAttributes(display, id, &now) ||
        !XTranslateCoordinates(display, id, now.root, 0, 0, &told.xconfigure.x, &told.xconfigure.y,
                               &child))
        return;
    told.xconfigure.display = display;
    told.xconfigure.event = told.xconfigure.window = id;
    told.xconfigure.width = now.width;
    told.xconfigure.height = now.height;
    XPutBackEvent(display, &told);
}

void x11_mapping_hear(struct x11_mapping *mapping, const XEvent *event)
{
    if (!mapping->id || event->type != Expose || event->xexpose.window != mapping->id)
        return;
    Display *display = event->xexpose.display;
    XSelectInput(display, mapping->id, mapping->mask);
    tell_place(display, mapping->id);
    mapping->id = None;
}
