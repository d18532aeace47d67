/* SPDX-License-Identifier: MIT */
/* What SDL cannot say or do about a window: the part of window.c that differs by system.
 *
 * One of window_x11.c (Linux: X11, and Wayland as far as SDL goes) and window_cocoa.c (macOS) is
 * built. All calls on the main thread. */
#pragma once

#include "placement.h"
#include "preferences.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <stdbool.h>

struct window_system_facts {
    const char *driver;      /* the SDL video driver to use; NULL: there is no display to open */
    int scale;               /* 1 to 3 */
    bool composited;         /* opacity means something */
    bool has_alpha;          /* a window may be clear in places */
    unsigned long visual_id; /* what the window is to have, X11's; 0: the screen's own */
    bool unmanaged;          /* the window manager must not see the window: it would focus it */
    bool utility;            /* X11: a palette's window to the window manager, not a splash's */
    bool is_offered_focus;   /* X11: it is asked whether it takes the focus, else given it */
    struct desktop desktop;  /* no monitors: ask SDL */
};

/* What lies over the card. */
enum window_cover {
    WINDOW_COVER_NONE,
    WINDOW_COVER_WINDOWS,    /* other windows, over all of it */
    WINDOW_COVER_FULLSCREEN, /* the window in use, which fills the screen; above it or below */
};

/* Looks what display there is, before SDL does. ON_LOSS and DATA as in window_probe; PREFERENCES
 * gets what the display knows of them. WORK: the desktop's work area is wanted, too. */
void window_system_probe(struct window_system_facts *facts, struct preferences *preferences,
                         bool work, void (*on_loss)(const void *data), const void *data);

/* What SDL is to know before it makes a window. */
void window_system_hint(const struct window_system_facts *facts);

/* Cuts the window to RECTS, pixels from its corner. False: it stays as it is. */
bool window_system_shape(SDL_Window *window, const SDL_Rect *rects, int count);

/* The pointer touches the window in PART only; elsewhere, what is behind it. */
void window_system_touch(SDL_Window *window, const SDL_Rect *part);

/* What is to be set of a window before it is shown. Returns the connection's descriptor, borrowed,
 * or -1. */
int window_system_prepare(SDL_Window *window, const struct window_system_facts *facts);

/* Shows the window without activating it. True: an expose event will follow. */
bool window_system_map(SDL_Window *window);

/* Off the screen, until it is shown again. */
void window_system_unmap(SDL_Window *window);

/* What lies over the card, on that part of the desktop, before it is shown. From then on there are
 * events of it. */
enum window_cover window_system_watch_cover(SDL_Window *window, const SDL_Rect *card);

/* True: EVENT tells what lies over the card now: *COVER. */
bool window_system_cover(const SDL_SysWMEvent *event, const SDL_Rect *card,
                         enum window_cover *cover);

/* True if events have come off the connection that SDL has not looked at; whoever has no connection
 * to look into asks the system. */
bool window_system_has_events(SDL_Window *window);

/* Where the pointer is on the desktop, in pixels, now. False: nobody may know. */
bool window_system_pointer(SDL_Window *window, int *x, int *y);

/* Where the window's top left corner is on the desktop, in pixels, now. False: nobody may know. */
bool window_system_origin(SDL_Window *window, int *x, int *y);

/* Where on the screen the pointer was when EVENT happened. False: it is no press of a button, or
 * this system does not tell. */
bool window_system_press(const SDL_SysWMEvent *event, int *x, int *y);

/* The keys go to the window from now on: somebody has clicked on it for that. */
void window_system_focus(SDL_Window *window);

/* Whether the Escape key is down, whoever has the focus. */
bool window_system_escape_held(SDL_Window *window);

/* Moves the window's top left corner to X, Y of the desktop, without waiting until it has moved. */
void window_system_move(SDL_Window *window, int x, int y);

/* 1 fully there, 0 invisible. */
void window_system_set_opacity(SDL_Window *window, float opacity);
