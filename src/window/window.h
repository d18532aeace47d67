/* SPDX-License-Identifier: MIT */
/* The card on the screen: a borderless window that takes no focus, stands where it was
 * asked to and can be dragged aside or clicked away. Where windows may be clear in places
 * it has a soft shadow and round corners, where they can be cut it has round corners, else it is
 * plain.
 *
 * Draws nothing itself: it lends a canvas and shows what was drawn there. Any call may block for as
 * long as the display server likes; the wings end a splash that is late. A lost connection ends the
 * process (Xlib gives no other way), quietly. All on the main thread.
 *
 *     struct window window;
 *     if (window_probe(&window, &preferences, &position, on_loss, &show) &&
 *         window_open(&window, 360 * window.scale, 270 * window.scale, false, "prog.byte")) {
 *         window_map(&window);
 *         … until window_next_event says EXPOSED …
 *         draw(window_canvas(&window));
 *         window_present(&window, rects, rect_count);
 *     }
 *     window_unmap(&window);
 */
#pragma once

#include "drag.h"
#include "shadow.h"
#include "wayland.h"
#include "window_system.h"

#include <SDL.h>
#include <stdbool.h>

#define WINDOW_RECTS_MAX 8

enum window_event {
    WINDOW_EVENT_NONE,
    WINDOW_EVENT_EXPOSED,   /* the window has appeared, or lost what was drawn: margin and all */
    WINDOW_EVENT_DRAGGED,   /* left at another place: x, y */
    WINDOW_EVENT_DISMISSED, /* clicked, closed, or Escape */
    WINDOW_EVENT_COVERED,   /* something else lies over it now, or nothing any more: cover */
    WINDOW_EVENT_KEY,       /* typed, where it takes keys: window->key */
};

struct window {
    SDL_Window *window;      /* NULL: not open, or not SDL's */
    struct wayland *wayland; /* NULL: SDL's */
    const char *driver;      /* SDL's name of the display's kind */
    struct window_system_facts facts;
    struct position position; /* where it is to come */
    int scale;                /* pixels of the canvas to one of the theme's: 1 to 3 */
    int x, y, width, height;  /* the card's, pixels */
    int connection_fd;        /* readable when there may be events; -1: look after every frame */
    bool can_fade;            /* there is a compositor */
    bool can_be_clear;        /* what is not drawn on the canvas shows what is behind it */
    enum window_cover cover;  /* NONE: some of it may be seen */
    bool heeds_fullscreen;    /* while a full screen's window is in use, it is not on the screen */
    bool wanted, mapped;      /* it is to be on the screen; it is */
    bool hovered;             /* the pointer is on the card: look at the events at every frame */
    bool escape_held;
    bool takes_keys;     /* a click takes the focus rather than the card off; see key.h */
    int key;             /* the last that was typed */
    bool place_repeated; /* the window manager was asked a second time for the card's place */
    struct drag drag;    /* seen from the window's corner */
    bool press_told;     /* the system has said where on the screen the last press was: */
    int press_x, press_y;
    bool dragged;         /* which was not yet told */
    struct shadow shadow; /* the card's place in the window, even without margins */
    SDL_Surface *surface; /* the whole window's, borrowed, as of the last window_canvas */
    SDL_Surface *canvas;  /* a view of the card's part of it, or pixels to be converted */
    bool converted;       /* the display has pixels of another kind than the canvas */
    bool bare;            /* the canvas is new, or the screen has lost it: all is to be shown */
};

/* Looks what display there is: driver, scale, can_fade and can_be_clear; PREFERENCES gets what the
 * display knows of them. POSITION is where the card is to come. ON_LOSS(DATA) is called when its
 * connection is lost, now or later; the process ends when it returns. False: no display server that
 * we know. */
bool window_probe(struct window *window, struct preferences *preferences,
                  const struct position *position, void (*on_loss)(const void *data),
                  const void *data);

/* After window_probe: a window here has the focus as soon as it is shown. */
bool window_takes_focus(const struct window *window);

/* Makes window->scale smaller, if it is too large for a card of so many 1x pixels to be seen whole
 * on its monitor. False: it cannot be. */
bool window_fit(struct window *window, int width, int height);

/* Makes the window for a card of so many pixels, still unseen, on a display that was probed.
 * CUT_OUT: what is drawn has an edge of its own, and gets no other. False: there is no window. */
bool window_open(struct window *window, int width, int height, bool cut_out, const char *title);

/* After window_open has failed. False: the display that was probed could not be opened. */
bool window_is_connected(const struct window *window);

/* Asks for the window to be shown; an EXPOSED event says that it is, which is later if there is a
 * full screen to be heeded. */
void window_map(struct window *window);

/* For window_event.c: the card on the desktop; what covers it now, true if that is new; and the
 * window on the screen or off it, by that. */
SDL_Rect window_card(const struct window *window);
bool window_heed(struct window *window, enum window_cover cover);
void window_settle(struct window *window);

/* True if window_next_event has something to look at, so that nobody need wait for it. */
bool window_has_events(const struct window *window);

/* One waiting event, after those that mean nothing to us; moves the window while it is dragged.
 * False: none is left. */
bool window_next_event(struct window *window, enum window_event *event);

/* Asks where the card really is, whatever was asked for, of a window of SDL's: a click might look
 * like a drag else. */
void window_locate(struct window *window);

/* The surface to draw into, 32-bit XRGB or premultiplied ARGB, until the next window_next_event;
 * borrowed. NULL: none to be had. window->bare: all of it is to be drawn. */
SDL_Surface *window_canvas(struct window *window);

/* Shows what was drawn in RECTS of the canvas, at most WINDOW_RECTS_MAX. */
void window_present(struct window *window, const SDL_Rect *rects, int rect_count);

/* Another size for the card, and whether it is cut out, while it is on the screen; its middle stays
 * where it is. The canvas is new. False: there is no memory. */
bool window_resize(struct window *window, int width, int height, bool cut_out);

/* 1 fully there, 0 invisible; nothing happens without a compositor. */
void window_fade(struct window *window, float opacity);

/* Off the screen, at once. Harmless twice or on a window that was never open. */
void window_unmap(struct window *window);
