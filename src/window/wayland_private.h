/* SPDX-License-Identifier: MIT */
/* What wayland.c (connection, surface, pixels) and wayland_manners.c (pointer, other windows)
 * share, and nobody else sees. */
#pragma once

#include "layer_shell.h"
#include "wayland.h"

#define WAYLAND_BUFFERS 2 /* one that the compositor reads, one to draw the next frame into */

struct wayland_buffer {
    struct wl_buffer *buffer;
    uint8_t *pixels;
    SDL_Rect stale; /* where the canvas has changed since */
    bool busy;
};

struct wayland {
    void (*on_loss)(const void *data);
    const void *data;
    struct wl_display *display;
    struct wl_compositor *compositor;
    struct wl_shm *shm;
    struct wl_seat *seat;
    struct wl_pointer *pointer;
    struct wl_proxy *shell, *layer_surface; /* layer_shell.h */
    struct wl_surface *surface;
    SDL_Surface *canvas;
    struct wayland_buffer buffers[WAYLAND_BUFFERS];
    uint32_t opacity; /* 0 to 256 */
    int scale, output_scale;
    int output_width, output_height; /* pixels; of the last one that was told of */
    int x, y;                        /* once dragged: from the output's corner, points */
    int pointer_x, pointer_y, grip_x, grip_y;
    int by_x, by_y; /* the last move */
    bool pressed;
    bool drags;      /* since the button was pressed, which is no click then */
    bool dragged;    /* has been, so that its place is its own */
    bool moving;     /* the compositor has not yet answered to the last move */
    bool settled;    /* the windows there were at the beginning are known */
    bool sunk;       /* below the windows */
    bool configured; /* may be shown */
    struct wayland_news news;
};

/* Listeners of a struct wayland. */
extern const struct wl_seat_listener wayland_seat_listener;
extern const struct toplevel_manager_listener wayland_manager_listener;

void wayland_request(struct wl_proxy *proxy, uint32_t opcode, union wl_argument *arguments);
void wayland_request_number(struct wl_proxy *proxy, uint32_t opcode, uint32_t number);
