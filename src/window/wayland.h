/* SPDX-License-Identifier: MIT */
/* The card under Wayland, without SDL's video, where the compositor has a layer shell.
 *
 * SDL 2 can only make ordinary windows there: those take the focus, get a frame, and are drawn by
 * way of OpenGL, which takes a second to load where there is no GPU. This one is in shared memory,
 * clear where nothing is drawn, and takes no focus. It lies above the windows until the user opens
 * or turns to another; then below. A surface on a layer has no place in a taskbar, and no app_id
 * but its namespace, "ocamlwalk".
 *
 * Source: wlroots' protocols zwlr_layer_shell_v1 and zwlr_foreign_toplevel_manager_v1, in
 * protocols/, spoken by sway, Hyprland, river, labwc, and the first by KDE too.
 *
 *     struct wayland *wayland = wayland_connect(on_loss, data);
 *     if (wayland && wayland_open(wayland, 404, 314, &card, 1, &position)) {
 *         wayland_map(wayland);
 *         … until wayland_dispatch says exposed …
 *         draw(wayland_canvas(wayland));
 *         wayland_present(wayland, rects, rect_count);
 *     }
 *     wayland_unmap(wayland);
 */
#pragma once

#include "position.h"

#include <SDL.h>
#include <stdbool.h>

struct wayland;

struct wayland_events {
    bool exposed;   /* may be drawn now */
    bool dragged;   /* left at another place */
    bool dismissed; /* clicked away, or its output is gone */
};

/* NULL: no compositor, or one without a layer shell. ON_LOSS(DATA) is called when the connection is
 * lost; the process ends when it returns. */
struct wayland *wayland_connect(void (*on_loss)(const void *data), const void *data);

/* The largest of the outputs' scales. */
int wayland_scale(const struct wayland *wayland);

/* Becomes readable when there may be events. */
int wayland_fd(const struct wayland *wayland);

/* A surface of so many pixels, unseen still, at POSITION of the output that the compositor thinks
 * right, which is all of the screen that there is here; in its middle for the pointer, of which
 * nobody is told. The pointer touches it in CARD only. */
bool wayland_open(struct wayland *wayland, int width, int height, const SDL_Rect *card, int scale,
                  const struct position *position);

void wayland_map(struct wayland *wayland);

/* Another size, as in wayland_open, for a surface that is on the screen, anchored where it was;
 * shown with what is presented next. False: there is no memory, and nothing can be drawn any more.
 */
bool wayland_resize(struct wayland *wayland, int width, int height, const SDL_Rect *card);

/* All that has happened since the last call; moves the card while it is dragged. Never waits. */
struct wayland_events wayland_dispatch(struct wayland *wayland);

/* The card's top left corner, pixels of the output; beside a bar that took room at an edge which
 * the card was placed at, as if there were none. */
void wayland_place(const struct wayland *wayland, int *x, int *y);

/* Premultiplied ARGB, of the whole size; what is drawn there stays. */
SDL_Surface *wayland_canvas(struct wayland *wayland);

void wayland_present(struct wayland *wayland, const SDL_Rect *rects, int rect_count);

/* 1 fully there, 0 invisible. */
void wayland_fade(struct wayland *wayland, float opacity);

/* Off the screen. Harmless twice. */
void wayland_unmap(struct wayland *wayland);
