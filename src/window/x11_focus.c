/* SPDX-License-Identifier: MIT */
/* Declining the input focus, ICCCM's way. */
#include "x11_focus.h"

#include <X11/Xlibint.h>
#include <X11/Xutil.h>

typedef Bool (*event_reader)(Display *display, XEvent *event, xEvent *wire);

/* Xlib's reader takes no argument of ours. */
static struct {
    event_reader read;
    Atom protocols, take_focus;
} offer;

/* SDL answers the offer by taking the focus: it never hears of one. */
static Bool decline_offer(Display *display, XEvent *event, xEvent *wire)
{
    Bool is_event = offer.read(display, event, wire);
    XClientMessageEvent *message = &event->xclient;
    if (message->message_type == offer.protocols && message->format == 32 &&
        (Atom)message->data.l[0] == offer.take_focus)
        message->data.l[0] = None;
    return is_event;
}

static void say_no_input(Display *display, Window window)
{
    XWMHints *hints = XGetWMHints(display, window);
    if (!hints)
        hints = XAllocWMHints();
    if (!hints)
        return;
    hints->flags |= InputHint;
    hints->input = False;
    XSetWMHints(display, window, hints);
    XFree(hints);
}

/* SDL's "no activation" hint is for Windows only: under X11 a window says itself that it wants no
 * focus. SDL writes WM_TAKE_FOCUS, too: out of the protocols with it where nobody needs it. EWMH's
 * way, a _NET_WM_USER_TIME of 0, is left alone: it adds nothing where there is no input, and
 * metacity and mutter put such a window below the one in focus, where nobody sees it. */
void x11_focus_decline(Display *display, Window window, bool offered)
{
    Atom protocols[] = {XInternAtom(display, "WM_DELETE_WINDOW", False),
                        XInternAtom(display, "_NET_WM_PING", False),
                        XInternAtom(display, "WM_TAKE_FOCUS", False)};
    say_no_input(display, window);
    if (offered && !offer.read) {
        offer.protocols = XInternAtom(display, "WM_PROTOCOLS", False);
        offer.take_focus = protocols[2];
        offer.read = XESetWireToEvent(display, ClientMessage, decline_offer);
    }
    XSetWMProtocols(display, window, protocols, offered ? 3 : 2);
}
