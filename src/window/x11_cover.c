/* SPDX-License-Identifier: MIT */
/* What lies over the card under X. */
#include "x11_cover.h"

#include "x11_property.h"

#include <X11/Xatom.h>

void x11_cover_watch(struct x11_cover *cover, Display *display, Window window)
{
    char active[] = "_NET_ACTIVE_WINDOW", state[] = "_NET_WM_STATE";
    char fullscreen[] = "_NET_WM_STATE_FULLSCREEN";
    char *names[] = {active, state, fullscreen}; /* Xlib wants them writable */
    *cover = (struct x11_cover){.display = display, .window = window};
    x11_select_more(display, window, VisibilityChangeMask);
    if (XInternAtoms(display, names, X11_COVER_ATOMS, False, cover->atoms))
        x11_select_more(display, DefaultRootWindow(display), PropertyChangeMask);
}

static Window find_active(const struct x11_cover *cover)
{
    unsigned long count;
    unsigned char *items = x11_property_read(cover->display, DefaultRootWindow(cover->display),
                                             cover->atoms[X11_COVER_ACTIVE], XA_WINDOW, 32, &count);
    if (!items)
        return None;
    Window active = *(const unsigned long *)(const void *)items;
    XFree(items);
    return active;
}

/* Whether WINDOW covers CARD. */
static bool fills(Display *display, Window window, const SDL_Rect *card)
{
    Window root, child;
    int x, y;
    unsigned width, height, border, depth;
    if (!XGetGeometry(display, window, &root, &x, &y, &width, &height, &border, &depth) ||
        !XTranslateCoordinates(display, window, root, 0, 0, &x, &y, &child))
        return false;
    int edge = (int)border;
    SDL_Rect place = {x - edge, y - edge, (int)width + 2 * edge, (int)height + 2 * edge}, common;
    return SDL_IntersectRect(&place, card, &common) && SDL_RectEquals(&common, card);
}

static void follow(struct x11_cover *cover, Window active)
{
    if (active == cover->window || active == DefaultRootWindow(cover->display))
        active = None;
    if (active == cover->active)
        return;
    if (cover->active != None)
        XSelectInput(cover->display, cover->active, NoEventMask);
    if (active != None)
        XSelectInput(cover->display, active, PropertyChangeMask | StructureNotifyMask);
    cover->active = active;
}

void x11_cover_look(struct x11_cover *cover, const SDL_Rect *card)
{
    follow(cover, find_active(cover));
    cover->claims = cover->active != None &&
                    x11_property_lists(cover->display, cover->active, cover->atoms[X11_COVER_STATE],
                                       XA_ATOM, cover->atoms[X11_COVER_FULLSCREEN]);
    cover->fullscreen = cover->claims && fills(cover->display, cover->active, card);
}

bool x11_cover_hear(struct x11_cover *cover, const XEvent *event, const SDL_Rect *card)
{
    if (!cover->display)
        return false;
    if (event->type == VisibilityNotify && event->xvisibility.window == cover->window) {
        cover->obscured = event->xvisibility.state == VisibilityFullyObscured;
        return true;
    }
    bool of_active = cover->active != None && event->xany.window == cover->active;
    bool looks = event->type == PropertyNotify &&
                 (event->xproperty.atom == cover->atoms[X11_COVER_ACTIVE] ||
                  (of_active && event->xproperty.atom == cover->atoms[X11_COVER_STATE]));
    bool grows = event->type == ConfigureNotify && of_active && cover->claims;
    if (looks || grows)
        x11_cover_look(cover, card);
    return looks || grows;
}
