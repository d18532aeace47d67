/* SPDX-License-Identifier: MIT */
/* Whether anything of the card is to be seen under X: not where other windows lie over all of it,
 * and not where the window in use is a full screen's, above which some managers put a splash.
 *
 * Under a compositor the server does not tell what lies over a window; full screens are seen there,
 * too. Source: Xlib's VisibilityNotify; EWMH's _NET_ACTIVE_WINDOW, _NET_WM_STATE.
 *
 *     x11_cover_watch(&cover, display, window);
 *     x11_cover_look(&cover, &card);                            before it is shown
 *     if (x11_cover_hear(&cover, &event, &card) && …)           for each event
 *         … cover.fullscreen, cover.obscured …
 */
#pragma once

#include <SDL.h>
#include <X11/Xlib.h>
#include <stdbool.h>

enum x11_cover_atom { X11_COVER_ACTIVE, X11_COVER_STATE, X11_COVER_FULLSCREEN, X11_COVER_ATOMS };

struct x11_cover {
    Display *display; /* NULL: not watched */
    Window window;    /* ours */
    Window active;    /* in use; None: nobody's */
    Atom atoms[X11_COVER_ATOMS];
    bool claims;     /* it says that it is a full screen's */
    bool fullscreen; /* and lies over all of the card */
    bool obscured;   /* other windows lie over all of ours */
};

/* Asks for the events. Two round trips; both stay borrowed. */
void x11_cover_watch(struct x11_cover *cover, Display *display, Window window);

/* Looks at the window in use, for a card on that part of the screen: two round trips, or four for a
 * full screen. */
void x11_cover_look(struct x11_cover *cover, const SDL_Rect *card);

/* True: what EVENT says may have changed either; CARD as of now. */
bool x11_cover_hear(struct x11_cover *cover, const XEvent *event, const SDL_Rect *card);
