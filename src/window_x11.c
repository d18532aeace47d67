/* SPDX-License-Identifier: MIT */
/* In a launch: the manners of a guest under X11; under Wayland, what SDL does must do.
 * Owns nothing; the connection it makes to look round is closed again. */
#include "window_system.h"

#include <SDL_syswm.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xresource.h>
#include <X11/Xutil.h>
#include <X11/keysym.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DPI_1X 96.0

/* Xlib's handlers take no argument of ours. */
static struct {
    void (*call)(const void *data);
    const void *data;
} connection_lost;

static int on_io_error(Display *display)
{
    (void)display;
    connection_lost.call(connection_lost.data);
    _exit(
        EXIT_SUCCESS); /* returning would make Xlib call exit(), with the atexit handlers of all */
}

/* A window that has just gone, a property that nobody reads: nothing of it ends the show, as
 * Xlib's own handler would. */
static int on_error(Display *display, XErrorEvent *error)
{
    (void)display;
    (void)error;
    return 0;
}

static int scale_of(Display *display)
{
    char *resources = XResourceManagerString(display); /* came with the connection; Xlib's own */
    XrmDatabase database;
    XrmValue value;
    char *type;
    double dpi = DPI_1X;

    if (!resources)
        return 1;
    XrmInitialize();
    if (!(database = XrmGetStringDatabase(resources)))
        return 1;
    if (XrmGetResource(database, "Xft.dpi", "Xft.Dpi", &type, &value) && value.addr)
        dpi = strtod(value.addr, NULL);
    XrmDestroyDatabase(database);
    return dpi >= 1.5 * DPI_1X ? 2 : 1;
}

static bool has_compositor(Display *display)
{
    char selection[32];

    snprintf(selection, sizeof selection, "_NET_WM_CM_S%d", DefaultScreen(display));
    return XGetSelectionOwner(display, XInternAtom(display, selection, False)) != None;
}

void window_system_survey(struct window_system_facts *facts, void (*on_loss)(const void *data),
                          const void *data)
{
    const char *wanted = getenv("SDL_VIDEODRIVER");
    Display *display = NULL;

    *facts = (struct window_system_facts){.scale = 1};
    connection_lost.call = on_loss;
    connection_lost.data = data;
    XSetIOErrorHandler(on_io_error);
    XSetErrorHandler(on_error);
    if (!wanted || strcmp(wanted, "wayland") != 0)
        display = XOpenDisplay(NULL);
    if (display) {
        facts->driver = "x11";
        facts->surface_direct = true; /* on Wayland SDL 2.26 would then give no surface at all */
        facts->scale = scale_of(display);
        facts->composited = has_compositor(display);
        XCloseDisplay(display);
    } else if (getenv("WAYLAND_DISPLAY")) {
        facts->driver = "wayland";
    }
}

/* False if the window is not X11's. */
static bool x11_of(SDL_Window *window, Display **display, Window *id)
{
    SDL_SysWMinfo info;

    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_X11)
        return false;
    *display = info.info.x11.display;
    *id = info.info.x11.window;
    return true;
}

static void set_cardinal(Display *display, Window id, const char *property, unsigned long value)
{
    XChangeProperty(display, id, XInternAtom(display, property, False), XA_CARDINAL, 32,
                    PropModeReplace, (unsigned char *)&value, 1);
}

/* SDL's "no activation" hint is for Windows only: under X11 a window says itself that it wants no
 * focus. SDL offers WM_TAKE_FOCUS too, and answers it by taking it: out of the protocols with it.
 */
static void decline_focus(Display *display, Window id)
{
    Atom protocols[] = {XInternAtom(display, "WM_DELETE_WINDOW", False),
                        XInternAtom(display, "_NET_WM_PING", False)};
    XWMHints *hints = XGetWMHints(display, id);

    if (!hints)
        hints = XAllocWMHints();
    if (hints) {
        hints->flags |= InputHint;
        hints->input = False;
        XSetWMHints(display, id, hints);
        XFree(hints);
    }
    XSetWMProtocols(display, id, protocols, 2);
    set_cardinal(display, id, "_NET_WM_USER_TIME", 0); /* EWMH: do not focus on mapping */
}

int window_system_prepare(SDL_Window *window)
{
    Display *display;
    Window id;

    if (!x11_of(window, &display, &id))
        return -1;
    /* again, for SDL has put its own in their place */
    XSetIOErrorHandler(on_io_error);
    XSetErrorHandler(on_error);
    decline_focus(display, id);
    return ConnectionNumber(display);
}

bool window_system_map(SDL_Window *window)
{
    Display *display;
    Window id;

    if (!x11_of(window, &display, &id)) {
        SDL_ShowWindow(window);
        return false;
    }
    /* SDL_ShowWindow would raise the window, wait for a window manager to map it, and without one
     * set the input focus to it. SDL learns from the MapNotify that its window is shown. */
    XMapWindow(display, id);
    XFlush(display);
    return true;
}

bool window_system_pointer(SDL_Window *window, int *x, int *y)
{
    Display *display;
    Window id, root, child;
    int window_x, window_y;
    unsigned buttons;

    if (!x11_of(window, &display, &id)) /* Wayland has no places */
        return false;
    return XQueryPointer(display, id, &root, &child, x, y, &window_x, &window_y, &buttons);
}

bool window_system_escape_held(SDL_Window *window)
{
    Display *display;
    Window id;
    KeyCode escape;
    char keys[32]; /* a bit for each key */

    if (!x11_of(window, &display, &id))
        return false; /* SDL's own key events must do */
    escape = XKeysymToKeycode(display, XK_Escape);
    XQueryKeymap(display, keys);
    return keys[escape / 8] & 1 << escape % 8;
}

void window_system_move(SDL_Window *window, int x, int y)
{
    Display *display;
    Window id;

    if (!x11_of(window, &display, &id))
        return;
    /* SDL_SetWindowPosition waits up to 100 ms for the window manager */
    XMoveWindow(display, id, x, y);
    XFlush(display);
}

void window_system_set_opacity(SDL_Window *window, float opacity)
{
    SDL_SetWindowOpacity(window, opacity);
}
