/* SPDX-License-Identifier: MIT */
/* A window that takes no focus under X11; under Wayland, what SDL does must do. The connection it
 * probes the display by is closed again. */
#include "window_system.h"

#include "scale.h"
#include "x11_cover.h"
#include "x11_desktop.h"
#include "x11_focus.h"
#include "x11_manager.h"
#include "x11_mapping.h"
#include "x11_property.h"
#include "x11_stack.h"

#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/Xresource.h>
#include <X11/Xutil.h>
#include <X11/extensions/shape.h>
#include <X11/keysym.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SDL_DEPTH_MAX 24 /* of the screens in whose own pixels SDL can draw */

/* Xlib's handlers take no argument of ours. */
static struct {
    void (*on_loss)(const void *data);
    const void *data;
} connection;

/* Of the one window. */
static struct x11_cover cover;
static struct x11_mapping mapping;
static struct x11_stack stack; /* if it is hidden from the manager */

static int on_io_error(Display *display)
{
    (void)display;
    connection.on_loss(connection.data);
    /* Returning would make Xlib call exit(), with the atexit handlers of all. */
    _exit(EXIT_SUCCESS);
}

/* A window that has just gone, a property that nobody reads: nothing of it ends the splash, as
 * Xlib's own handler would. */
static int on_error(Display *display, XErrorEvent *error)
{
    (void)display;
    (void)error;
    return 0;
}

static void set_error_handlers(void)
{
    XSetIOErrorHandler(on_io_error);
    XSetErrorHandler(on_error);
}

static double find_dpi(Display *display)
{
    char *resources = XResourceManagerString(display); /* came with the connection; Xlib's own */
    if (!resources)
        return SCALE_DPI_1X;
    XrmInitialize();
    XrmDatabase database = XrmGetStringDatabase(resources);
    if (!database)
        return SCALE_DPI_1X;
    char *type;
    XrmValue value;
    double dpi = SCALE_DPI_1X;
    if (XrmGetResource(database, "Xft.dpi", "Xft.Dpi", &type, &value) && value.addr)
        dpi = strtod(value.addr, NULL);
    XrmDestroyDatabase(database);
    return dpi;
}

/* Whoever says that things are to be larger is right: the settings repeat each other, and a desktop
 * that knows of one kind only sets that one. */
static int find_scale(Display *display, const struct preferences *preferences)
{
    int scales[] = {
        preferences->scale,
        scale_of_ratio(find_dpi(display) / SCALE_DPI_1X),
        scale_of_text(getenv("GDK_SCALE")),
        scale_of_text(getenv("QT_SCALE_FACTOR")),
    };
    int scale = 1;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        scale = scales[i] > scale ? scales[i] : scale;
    return scale;
}

/* A visual of so many bits in SDL's own layout, with an alpha channel if it has 32; false if there
 * is none. */
static bool find_visual(Display *display, int depth, unsigned long *visual_id)
{
    XVisualInfo visual;
    if (!XMatchVisualInfo(display, DefaultScreen(display), depth, TrueColor, &visual) ||
        visual.red_mask != 0xff0000 || visual.green_mask != 0xff00 || visual.blue_mask != 0xff)
        return false;
    *visual_id = visual.visualid;
    return true;
}

/* Without SHAPE no window is clear: what is behind its shadow could not be clicked. */
static bool has_shape(Display *display)
{
    int event_base, error_base;
    return XShapeQueryExtension(display, &event_base, &error_base);
}

/* The settings manager's property: two round trips, or one where there is none. */
static void read_xsettings(Display *display, struct preferences *preferences)
{
    char selection[24];
    snprintf(selection, sizeof selection, "_XSETTINGS_S%d", DefaultScreen(display));
    Atom settings = XInternAtom(display, "_XSETTINGS_SETTINGS", False);
    Window manager = XGetSelectionOwner(display, XInternAtom(display, selection, False));
    if (manager == None)
        return;
    unsigned long len;
    unsigned char *bytes = x11_property_read(display, manager, settings, settings, 8, &len);
    if (!bytes)
        return;
    preferences_read_xsettings(preferences, bytes, len);
    XFree(bytes);
}

static void find_pixels(Display *display, struct window_system_facts *facts)
{
    facts->composited = x11_manager_composites(display);
    facts->has_alpha =
        facts->composited && has_shape(display) && find_visual(display, 32, &facts->visual_id);
    if (!facts->has_alpha && DefaultDepth(display, DefaultScreen(display)) > SDL_DEPTH_MAX &&
        !find_visual(display, 24, &facts->visual_id))
        find_visual(display, 32, &facts->visual_id);
}

void window_system_probe(struct window_system_facts *facts, struct preferences *preferences,
                         bool work, void (*on_loss)(const void *data), const void *data)
{
    *facts = (struct window_system_facts){.scale = 1};
    connection.on_loss = on_loss;
    connection.data = data;
    set_error_handlers();
    const char *wanted = getenv("SDL_VIDEODRIVER");
    bool wayland_wanted = wanted && strcmp(wanted, "wayland") == 0;
    Display *display = wayland_wanted ? NULL : XOpenDisplay(NULL);
    if (display) {
        facts->driver = "x11";
        read_xsettings(display, preferences);
        facts->scale = find_scale(display, preferences);
        enum x11_splashes splashes = x11_manager_splashes(display);
        facts->unmanaged = splashes == X11_SPLASHES_UNKNOWN;
        facts->utility = splashes == X11_SPLASHES_HIDDEN;
        facts->is_offered_focus = splashes == X11_SPLASHES_FOCUSED;
        find_pixels(display, facts);
        x11_desktop_read(display, work, &facts->desktop);
        XCloseDisplay(display);
    } else if (getenv("WAYLAND_DISPLAY")) {
        /* Without a layer shell (wayland.h) SDL's surface is of points, not pixels: scale 1. */
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

void window_system_hint(const struct window_system_facts *facts)
{
    /* SDL's default asks compositors to switch themselves off, for everybody's windows. */
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_X11_WINDOW_TYPE,
                facts->utility ? "_NET_WM_WINDOW_TYPE_UTILITY" : "_NET_WM_WINDOW_TYPE_SPLASH");
    if (facts->visual_id) {
        char visual_id[24];
        snprintf(visual_id, sizeof visual_id, "0x%lx", facts->visual_id);
        SDL_SetHint(SDL_HINT_VIDEO_X11_WINDOW_VISUALID, visual_id);
    }
    if (facts->driver && strcmp(facts->driver, "x11") == 0)
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* on Wayland: no surface at all */
}

int window_system_prepare(SDL_Window *window, const struct window_system_facts *facts)
{
    Display *display;
    Window id;
    if (!x11_of(window, &display, &id))
        return -1;
    set_error_handlers(); /* again, for SDL has put its own in their place */
    x11_focus_decline(display, id, facts->is_offered_focus);
    if (facts->unmanaged) {
        XChangeWindowAttributes(display, id, CWOverrideRedirect,
                                &(XSetWindowAttributes){.override_redirect = True});
        x11_stack_watch(&stack, display, id);
    }
    return ConnectionNumber(display);
}

/* KIND of the window's shapes: what is seen of it, or where the pointer touches it. False: there is
 * no memory. */
static bool set_shape(Display *display, Window id, int kind, const SDL_Rect *rects, int count)
{
    XRectangle *rectangles = SDL_malloc((size_t)count * sizeof *rectangles);
    if (!rectangles)
        return false;
    for (int i = 0; i < count; i++)
        rectangles[i] = (XRectangle){(short)rects[i].x, (short)rects[i].y,
                                     (unsigned short)rects[i].w, (unsigned short)rects[i].h};
    XShapeCombineRectangles(display, id, kind, 0, 0, rectangles, count, ShapeSet, Unsorted);
    SDL_free(rectangles);
    return true;
}

bool window_system_shape(SDL_Window *window, const SDL_Rect *rects, int count)
{
    Display *display;
    Window id;
    return x11_of(window, &display, &id) && set_shape(display, id, ShapeBounding, rects, count);
}

void window_system_touch(SDL_Window *window, const SDL_Rect *part)
{
    Display *display;
    Window id;
    if (x11_of(window, &display, &id))
        set_shape(display, id, ShapeInput, part, 1);
}

bool window_system_map(SDL_Window *window)
{
    Display *display;
    Window id;
    if (!x11_of(window, &display, &id)) {
        SDL_ShowWindow(window);
        return false;
    }
    x11_mapping_begin(&mapping, display, id);
    return true;
}

void window_system_unmap(SDL_Window *window)
{
    Display *display;
    Window id;
    if (!x11_of(window, &display, &id)) {
        SDL_HideWindow(window);
        return;
    }
    XWithdrawWindow(display, id, DefaultScreen(display)); /* SDL_HideWindow waits for an event */
    XSync(display, False);
}

static enum window_cover kind_of_cover(void)
{
    return cover.fullscreen ? WINDOW_COVER_FULLSCREEN
           : cover.obscured ? WINDOW_COVER_WINDOWS
                            : WINDOW_COVER_NONE;
}

enum window_cover window_system_watch_cover(SDL_Window *window, const SDL_Rect *card)
{
    Display *display;
    Window id;
    if (!x11_of(window, &display, &id))
        return WINDOW_COVER_NONE;
    x11_cover_watch(&cover, display, id);
    x11_cover_look(&cover, card);
    return kind_of_cover();
}

bool window_system_cover(const SDL_SysWMEvent *event, const SDL_Rect *card, enum window_cover *kind)
{
    const SDL_SysWMmsg *message = event->msg;
    if (!message || message->subsystem != SDL_SYSWM_X11)
        return false;
    x11_mapping_hear(&mapping, &message->msg.x11.event);
    x11_stack_hear(&stack, &message->msg.x11.event);
    if (!x11_cover_hear(&cover, &message->msg.x11.event, card))
        return false;
    *kind = kind_of_cover();
    return true;
}

bool window_system_has_events(SDL_Window *window)
{
    Display *display;
    Window id;
    return x11_of(window, &display, &id) ? XEventsQueued(display, QueuedAlready) > 0
                                         : SDL_PollEvent(NULL);
}

bool window_system_pointer(SDL_Window *window, int *x, int *y)
{
    Display *display;
    Window id;
    if (!x11_of(window, &display, &id))
        return false; /* Wayland has no places */
    return x11_desktop_pointer(display, x, y);
}

bool window_system_press(const SDL_SysWMEvent *event, int *x, int *y)
{
    const SDL_SysWMmsg *message = event->msg;
    if (!message || message->subsystem != SDL_SYSWM_X11 ||
        message->msg.x11.event.type != ButtonPress)
        return false;
    *x = message->msg.x11.event.xbutton.x_root;
    *y = message->msg.x11.event.xbutton.y_root;
    return true;
}

bool window_system_origin(SDL_Window *window, int *x, int *y)
{
    Display *display;
    Window id, child;
    return x11_of(window, &display, &id) &&
           XTranslateCoordinates(display, id, DefaultRootWindow(display), 0, 0, x, y, &child);
}

void window_system_focus(SDL_Window *window)
{
    Display *display;
    Window id;
    if (!x11_of(window, &display, &id))
        return; /* Wayland gives it, or not */
    XSetInputFocus(display, id, RevertToPointerRoot, CurrentTime);
    XFlush(display);
}

bool window_system_escape_held(SDL_Window *window)
{
    Display *display;
    Window id;
    if (!x11_of(window, &display, &id))
        return false; /* SDL's own key events must do */
    KeyCode escape = XKeysymToKeycode(display, XK_Escape);
    char keys[32]; /* a bit for each key */
    XQueryKeymap(display, keys);
    return keys[escape / 8] & 1 << escape % 8;
}

void window_system_move(SDL_Window *window, int x, int y)
{
    Display *display;
    Window id;
    if (!x11_of(window, &display, &id))
        return;
    /* SDL_SetWindowPosition waits up to 100 ms for the window manager. */
    XMoveWindow(display, id, x, y);
    XFlush(display);
}

void window_system_set_opacity(SDL_Window *window, float opacity)
{
    Display *display;
    Window id;
    SDL_SetWindowOpacity(window, opacity);
    if (x11_of(window, &display, &id))
        XFlush(display); /* nobody asks the server for anything before the next turn */
}
