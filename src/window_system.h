/* SPDX-License-Identifier: MIT */
/* What SDL cannot say or do about a window: the part of window.c that differs by system.
 *
 * One of window_x11.c (Linux: X11, and Wayland as far as SDL goes) and window_cocoa.c (macOS) is
 * built. All calls on the main thread. */
#pragma once

#include <SDL.h>
#include <stdbool.h>

struct window_system_facts {
    const char *driver;  /* the SDL video driver to use; NULL: there is no display to open */
    int scale;           /* 1 or 2 */
    bool composited;     /* opacity means something */
    bool surface_direct; /* SDL's window surface should go straight to the server, without a GPU */
};

/* Looks round before SDL does. ON_LOSS and DATA as in window_survey. */
void window_system_survey(struct window_system_facts *facts, void (*on_loss)(const void *data),
                          const void *data);

/* The last touches to a window that has not been shown. Returns the connection's descriptor, or -1.
 */
int window_system_prepare(SDL_Window *window);

/* Shows the window without activating it. True: an expose event will follow. */
bool window_system_map(SDL_Window *window);

/* Where the pointer is on the desktop, now. False: nobody may know. */
bool window_system_pointer(SDL_Window *window, int *x, int *y);

/* Whether the Escape key is down, whoever has the focus. */
bool window_system_escape_held(SDL_Window *window);

/* Moves the window, without waiting until it has moved. */
void window_system_move(SDL_Window *window, int x, int y);

void window_system_set_opacity(SDL_Window *window, float opacity);
