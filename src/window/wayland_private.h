/* SPDX-License-Identifier: MIT */
/* What wayland.c (the connection), wayland_surface.c (the surface and its pixels) and
 * wayland_input.c (the pointer, other windows) share, and nobody else sees. */
#pragma once

#include "drag.h"
#include "placement.h"
#include "wayland.h"

#include <relative-pointer-unstable-v1-client-protocol.h>
#include <wayland-client.h>
#include <wlr-foreign-toplevel-management-unstable-v1-client-protocol.h>
#include <wlr-layer-shell-unstable-v1-client-protocol.h>

#define WAYLAND_BUFFER_COUNT                                                                 \
    2                      /* one that the compositor reads, one to draw the next frame into \
                            */
#define WAYLAND_OPAQUE 256 /* of an opacity */

struct wayland_buffer {
    struct wl_buffer *buffer;
    uint8_t *pixels;
    SDL_Rect stale; /* where the canvas has changed since it was copied */
    bool busy;      /* the compositor reads it */
};

/* One of the two ways in which the surface lies on its output. */
struct wayland_axis {
    enum position_side side; /* that it is anchored to */
    int margin;              /* from there, points; in the MIDDLE, from the near side */
    int len, output_len;     /* points */
};

struct wayland {
    void (*on_loss)(const void *data);
    const void *data;
    struct wl_display *display;
    struct wl_compositor *compositor;
    struct wl_shm *shm;
    struct wl_seat *seat;
    struct wl_pointer *pointer;
    struct zwp_relative_pointer_manager_v1
        *relative_pointers; /* NULL: the card cannot be dragged */
    struct zwlr_layer_shell_v1 *layer_shell;
    struct zwlr_layer_surface_v1 *layer_surface;
    struct wl_surface *surface;
    SDL_Surface *canvas;
    struct wayland_buffer buffers[WAYLAND_BUFFER_COUNT];
    uint32_t opacity; /* 0 to WAYLAND_OPAQUE */
    int output_count;
    bool output_turned;              /* or mirrored */
    int output_scale;                /* the largest */
    int output_width, output_height; /* pixels; of the last one announced */
    struct wayland_axis across, down;
    SDL_Rect card; /* within the surface, pixels */
    int scale;
    wl_fixed_t pointer_x, pointer_y; /* in the surface, points */
    struct drag drag;
    bool toplevels_listed; /* the windows there were at the beginning are known */
    bool lowered;          /* below the windows */
    bool configured;       /* may be shown */
    struct wayland_events events;
};

/* Where the surface is to be; sizes and scale are known. */
void wayland_anchor(struct wayland *wayland, const struct position *position);

/* Moves it by so many points, from where it is. */
void wayland_move(struct wayland *wayland, int by_x, int by_y);

/* The pointer stays on the output, however far the hand goes on; where its size is known. */
void wayland_stop_at_edges(struct wayland *wayland);

/* Listeners of a struct wayland. */
extern const struct wl_seat_listener wayland_seat_listener;
extern const struct zwlr_foreign_toplevel_manager_v1_listener wayland_toplevel_manager_listener;
