/* SPDX-License-Identifier: MIT */
/* The two Wayland protocols that make a window a guest, as tables for libwayland-client, as far as
 * a client of them needs: zwlr_layer_shell_v1 (a surface that takes no focus and has its own place)
 * and zwlr_foreign_toplevel_manager_v1 (when the user opens or turns to another window). Both are
 * wlroots' own, spoken by sway, Hyprland, river, labwc, and the first by KDE too. */
#pragma once

#include <wayland-client.h>

extern const struct wl_interface layer_shell_interface;
extern const struct wl_interface layer_surface_interface;
extern const struct wl_interface toplevel_manager_interface;
extern const struct wl_interface toplevel_interface;

enum layer {
    LAYER_BOTTOM = 1, /* below windows */
    LAYER_TOP = 2,    /* above windows */
};

enum layer_anchor {
    LAYER_ANCHOR_NONE = 0, /* the middle of the output */
    LAYER_ANCHOR_TOP_LEFT = 1 | 4,
};

enum layer_shell_request {
    LAYER_SHELL_GET_SURFACE,
};

enum layer_surface_request {
    LAYER_SURFACE_SET_SIZE,
    LAYER_SURFACE_SET_ANCHOR,
    LAYER_SURFACE_SET_EXCLUSIVE_ZONE,
    LAYER_SURFACE_SET_MARGIN,
    LAYER_SURFACE_SET_KEYBOARD_INTERACTIVITY,
    LAYER_SURFACE_GET_POPUP,
    LAYER_SURFACE_ACK_CONFIGURE,
    LAYER_SURFACE_DESTROY,
    LAYER_SURFACE_SET_LAYER, /* since version 2 */
};

struct layer_surface_listener {
    void (*configure)(void *data, struct wl_proxy *surface, uint32_t serial, uint32_t width,
                      uint32_t height);
    void (*closed)(void *data, struct wl_proxy *surface);
};

struct toplevel_manager_listener {
    void (*toplevel)(void *data, struct wl_proxy *manager, struct wl_proxy *toplevel);
    void (*finished)(void *data, struct wl_proxy *manager);
};

/* Of version 1. */
struct toplevel_listener {
    void (*title)(void *data, struct wl_proxy *toplevel, const char *title);
    void (*app_id)(void *data, struct wl_proxy *toplevel, const char *app_id);
    void (*output_enter)(void *data, struct wl_proxy *toplevel, struct wl_output *output);
    void (*output_leave)(void *data, struct wl_proxy *toplevel, struct wl_output *output);
    void (*state)(void *data, struct wl_proxy *toplevel, struct wl_array *states);
    void (*done)(void *data, struct wl_proxy *toplevel);
    void (*closed)(void *data, struct wl_proxy *toplevel);
};

#define TOPLEVEL_STATE_ACTIVATED 2
