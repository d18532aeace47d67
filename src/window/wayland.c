/* SPDX-License-Identifier: MIT */
/* The connection to a Wayland compositor that has a layer shell. Owns it until _exit. */
#include "wayland.h"

#include "scale.h"
#include "wayland_private.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COMPOSITOR_VERSION        4 /* wl_surface.damage_buffer */
#define SHM_VERSION               1
#define OUTPUT_VERSION            2 /* wl_output.scale */
#define SEAT_VERSION              1
#define LAYER_SHELL_VERSION       2 /* zwlr_layer_surface_v1.set_layer */
#define TOPLEVELS_VERSION         1
#define RELATIVE_POINTERS_VERSION 1

static void on_geometry(void *data, struct wl_output *output, int32_t x, int32_t y,
                        int32_t physical_width, int32_t physical_height, int32_t subpixel,
                        const char *make, const char *model, int32_t transform)
{
    struct wayland *wayland = data;
    (void)output;
    (void)x;
    (void)y;
    (void)physical_width;
    (void)physical_height;
    (void)subpixel;
    (void)make;
    (void)model;
    wayland->output_turned |= transform != WL_OUTPUT_TRANSFORM_NORMAL;
}

static void on_mode(void *data, struct wl_output *output, uint32_t flags, int32_t width,
                    int32_t height, int32_t refresh)
{
    (void)output;
    (void)refresh;
    struct wayland *wayland = data;
    if (flags & WL_OUTPUT_MODE_CURRENT) {
        wayland->output_width = width;
        wayland->output_height = height;
    }
}

static void on_scale(void *data, struct wl_output *output, int32_t scale)
{
    (void)output;
    struct wayland *wayland = data;
    if (scale > wayland->output_scale)
        wayland->output_scale = scale;
}

static void on_output_done(void *data, struct wl_output *output)
{
    (void)data;
    (void)output;
}

static const struct wl_output_listener output_listener = {
    .geometry = on_geometry,
    .mode = on_mode,
    .done = on_output_done,
    .scale = on_scale,
};

static void *bind(struct wl_registry *registry, uint32_t name, const struct wl_interface *interface,
                  uint32_t offered, uint32_t wanted)
{
    return wl_registry_bind(registry, name, interface, offered < wanted ? offered : wanted);
}

static void on_global(void *data, struct wl_registry *registry, uint32_t name,
                      const char *interface, uint32_t version)
{
    struct wayland *wayland = data;
    if (strcmp(interface, wl_compositor_interface.name) == 0 && version >= COMPOSITOR_VERSION) {
        wayland->compositor =
            bind(registry, name, &wl_compositor_interface, version, COMPOSITOR_VERSION);
    } else if (strcmp(interface, wl_shm_interface.name) == 0) {
        wayland->shm = bind(registry, name, &wl_shm_interface, version, SHM_VERSION);
    } else if (strcmp(interface, zwlr_layer_shell_v1_interface.name) == 0) {
        wayland->layer_shell =
            bind(registry, name, &zwlr_layer_shell_v1_interface, version, LAYER_SHELL_VERSION);
    } else if (strcmp(interface, wl_output_interface.name) == 0 && version >= OUTPUT_VERSION) {
        struct wl_output *output =
            bind(registry, name, &wl_output_interface, version, OUTPUT_VERSION);
        wl_output_add_listener(output, &output_listener, wayland);
        wayland->output_count++;
    } else if (strcmp(interface, wl_seat_interface.name) == 0 && !wayland->seat) {
        wayland->seat = bind(registry, name, &wl_seat_interface, version, SEAT_VERSION);
        wl_seat_add_listener(wayland->seat, &wayland_seat_listener, wayland);
    } else if (strcmp(interface, zwp_relative_pointer_manager_v1_interface.name) == 0) {
        wayland->relative_pointers =
            bind(registry, name, &zwp_relative_pointer_manager_v1_interface, version,
                 RELATIVE_POINTERS_VERSION);
    } else if (strcmp(interface, zwlr_foreign_toplevel_manager_v1_interface.name) == 0) {
        struct zwlr_foreign_toplevel_manager_v1 *manager =
            bind(registry, name, &zwlr_foreign_toplevel_manager_v1_interface, version,
                 TOPLEVELS_VERSION);
        zwlr_foreign_toplevel_manager_v1_add_listener(manager, &wayland_toplevel_manager_listener,
                                                      wayland);
    }
}

static void on_global_remove(void *data, struct wl_registry *registry, uint32_t name)
{
    (void)data;
    (void)registry;
    (void)name;
}

static const struct wl_registry_listener registry_listener = {
    .global = on_global,
    .global_remove = on_global_remove,
};

struct wayland *wayland_connect(void (*on_loss)(const void *data), const void *data)
{
    struct wayland *wayland = calloc(1, sizeof *wayland);
    if (!wayland)
        return NULL;
    wayland->on_loss = on_loss;
    wayland->data = data;
    wayland->opacity = WAYLAND_OPAQUE;
    wayland->output_scale = 1;
    wayland->display = wl_display_connect(NULL);
    if (wayland->display) {
        wl_registry_add_listener(wl_display_get_registry(wayland->display), &registry_listener,
                                 wayland);
        /* What there is; then what each of that has to say. */
        if (wl_display_roundtrip(wayland->display) >= 0 && wayland->compositor && wayland->shm &&
            wayland->layer_shell && wl_display_roundtrip(wayland->display) >= 0) {
            wayland->toplevels_listed = true;
            return wayland;
        }
        wl_display_disconnect(wayland->display);
    }
    free(wayland);
    return NULL;
}

int wayland_scale(const struct wayland *wayland)
{
    return wayland->output_scale > SCALE_MAX ? SCALE_MAX : wayland->output_scale;
}

int wayland_fd(const struct wayland *wayland)
{
    return wl_display_get_fd(wayland->display);
}

static void lose(struct wayland *wayland)
{
    wayland->on_loss(wayland->data);
    _exit(EXIT_SUCCESS);
}

struct wayland_events wayland_dispatch(struct wayland *wayland)
{
    while (wl_display_prepare_read(wayland->display) != 0)
        if (wl_display_dispatch_pending(wayland->display) < 0)
            lose(wayland);
    wl_display_flush(wayland->display);
    struct pollfd connection = {.fd = wl_display_get_fd(wayland->display), .events = POLLIN};
    if (poll(&connection, 1, 0) <= 0)
        wl_display_cancel_read(wayland->display);
    else if (wl_display_read_events(wayland->display) < 0)
        lose(wayland);
    if (wl_display_dispatch_pending(wayland->display) < 0)
        lose(wayland);
    wl_display_flush(wayland->display);
    struct wayland_events events = wayland->events;
    wayland->events = (struct wayland_events){.exposed = false};
    return events;
}
