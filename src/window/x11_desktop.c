/* SPDX-License-Identifier: MIT */
/* The desktop under X. */
#include "x11_desktop.h"

#include "x11_property.h"

#include <X11/Xatom.h>
#include <X11/extensions/Xrandr.h>

#define AREA_LEN 4 /* x, y, width, height */

bool x11_desktop_pointer(Display *display, int *x, int *y)
{
    Window root, child;
    int window_x, window_y;
    unsigned buttons;
    return XQueryPointer(display, DefaultRootWindow(display), &root, &child, x, y, &window_x,
                         &window_y, &buttons);
}

/* As the user has cut the desktop into monitors: RandR 1.5, which SDL does not ask (2.26). */
static void find_monitors(Display *display, struct desktop *desktop)
{
    int event_base, error_base, major, minor, count = 0;
    if (!XRRQueryExtension(display, &event_base, &error_base) ||
        !XRRQueryVersion(display, &major, &minor) || (major == 1 && minor < 5))
        return;
    XRRMonitorInfo *monitors = XRRGetMonitors(display, DefaultRootWindow(display), True, &count);
    if (!monitors)
        return;
    desktop->monitor_count = count < DESKTOP_MONITORS_MAX ? count : DESKTOP_MONITORS_MAX;
    for (int i = 0; i < desktop->monitor_count; i++)
        desktop->monitors[i] =
            (SDL_Rect){monitors[i].x, monitors[i].y, monitors[i].width, monitors[i].height};
    XRRFreeMonitors(monitors);
}

/* The user looks where the pointer is; at the first monitor, if it is on none. */
static void find_pointer(Display *display, struct desktop *desktop)
{
    SDL_Point *pointer = &desktop->pointer;
    desktop->has_pointer = x11_desktop_pointer(display, &pointer->x, &pointer->y);
    for (int i = desktop->monitor_count - 1; i >= 0; i--)
        if (SDL_PointInRect(pointer, &desktop->monitors[i]))
            desktop->looked_at = i;
}

/* _NET_WORKAREA has one rectangle for each workspace, of the whole screen: of the panels of all
 * monitors, the largest counts for each. */
static void find_work(Display *display, struct desktop *desktop)
{
    enum { WORK, WORKSPACE, ATOM_COUNT };
    char work[] = "_NET_WORKAREA", workspace[] = "_NET_CURRENT_DESKTOP";
    char *names[] = {work, workspace}; /* Xlib wants them writable */
    Atom atoms[ATOM_COUNT];
    if (!XInternAtoms(display, names, ATOM_COUNT, True, atoms))
        return;
    Window root = DefaultRootWindow(display);
    unsigned long count, current_count;
    unsigned char *areas = x11_property_read(display, root, atoms[WORK], XA_CARDINAL, 32, &count);
    if (!areas)
        return;
    unsigned char *current =
        x11_property_read(display, root, atoms[WORKSPACE], XA_CARDINAL, 32, &current_count);
    unsigned long at = current ? *(const unsigned long *)(const void *)current : 0;
    const unsigned long *area = (const unsigned long *)(const void *)areas;
    if (at < count / AREA_LEN) {
        area += AREA_LEN * at;
        desktop->work = (SDL_Rect){(int)area[0], (int)area[1], (int)area[2], (int)area[3]};
    }
    XFree(areas);
    if (current)
        XFree(current);
}

void x11_desktop_read(Display *display, bool work, struct desktop *desktop)
{
    find_monitors(display, desktop);
    find_pointer(display, desktop);
    if (work)
        find_work(display, desktop);
}
