/* SPDX-License-Identifier: MIT */
/* What the user does, with the card and beside it. Owns the seat's pointer and the other windows'
 * handles, until _exit. */
#include "wayland_private.h"

#include <linux/input-event-codes.h>

/* Where the pointer is while the card is held: from the surface's corner, which it takes along.
 * wl_pointer's own places will not do: while a button is down, sway gives them from where the
 * surface was when it was pressed, others from where it is now. */
static void on_relative_motion(void *data, struct zwp_relative_pointer_v1 *relative,
                               uint32_t time_high, uint32_t time_low, wl_fixed_t dx, wl_fixed_t dy,
                               wl_fixed_t raw_dx, wl_fixed_t raw_dy)
{
    (void)relative;
    (void)time_high;
    (void)time_low;
    (void)raw_dx;
    (void)raw_dy;
    struct wayland *wayland = data;
    int by_x, by_y;
    if (!wayland->drag.pressed)
        return;
    wayland->pointer_x += dx;
    wayland->pointer_y += dy;
    wayland_stop_at_edges(wayland);
    if (!drag_move(&wayland->drag, wl_fixed_to_int(wayland->pointer_x),
                   wl_fixed_to_int(wayland->pointer_y), &by_x, &by_y))
        return;
    wayland_move(wayland, by_x, by_y);
    wl_surface_commit(wayland->surface);
    wayland->pointer_x -= wl_fixed_from_int(by_x);
    wayland->pointer_y -= wl_fixed_from_int(by_y);
}

static const struct zwp_relative_pointer_v1_listener relative_listener = {
    .relative_motion = on_relative_motion,
};

static void be_at(struct wayland *wayland, wl_fixed_t x, wl_fixed_t y)
{
    if (wayland->drag.pressed)
        return;
    wayland->pointer_x = x;
    wayland->pointer_y = y;
}

static void on_enter(void *data, struct wl_pointer *pointer, uint32_t serial,
                     struct wl_surface *surface, wl_fixed_t x, wl_fixed_t y)
{
    (void)surface;
    (void)pointer; /* which keeps its look: to load another takes longer than the camel */
    (void)serial;
    be_at(data, x, y);
}

static void on_leave(void *data, struct wl_pointer *pointer, uint32_t serial,
                     struct wl_surface *surface)
{
    (void)data;
    (void)pointer;
    (void)serial;
    (void)surface;
}

static void on_motion(void *data, struct wl_pointer *pointer, uint32_t time, wl_fixed_t x,
                      wl_fixed_t y)
{
    (void)pointer;
    (void)time;
    be_at(data, x, y);
}

static void on_button(void *data, struct wl_pointer *pointer, uint32_t serial, uint32_t time,
                      uint32_t button, uint32_t state)
{
    (void)pointer;
    (void)serial;
    (void)time;
    struct wayland *wayland = data;
    if (button != BTN_LEFT)
        return;
    if (state == WL_POINTER_BUTTON_STATE_PRESSED) {
        drag_press(&wayland->drag, wl_fixed_to_int(wayland->pointer_x),
                   wl_fixed_to_int(wayland->pointer_y));
        return;
    }
    enum drag_end end = drag_release(&wayland->drag);
    wayland->events.dismissed |= end == DRAG_CLICKED;
    wayland->events.dragged |= end == DRAG_MOVED;
}

static void on_axis(void *data, struct wl_pointer *pointer, uint32_t time, uint32_t axis,
                    wl_fixed_t value)
{
    (void)data;
    (void)pointer;
    (void)time;
    (void)axis;
    (void)value;
}

static const struct wl_pointer_listener pointer_listener = {
    .enter = on_enter,
    .leave = on_leave,
    .motion = on_motion,
    .button = on_button,
    .axis = on_axis,
};

static void on_capabilities(void *data, struct wl_seat *seat, uint32_t capabilities)
{
    struct wayland *wayland = data;
    if (!(capabilities & WL_SEAT_CAPABILITY_POINTER) || wayland->pointer)
        return;
    wayland->pointer = wl_seat_get_pointer(seat);
    wl_pointer_add_listener(wayland->pointer, &pointer_listener, wayland);
    if (wayland->relative_pointers)
        zwp_relative_pointer_v1_add_listener(zwp_relative_pointer_manager_v1_get_relative_pointer(
                                                 wayland->relative_pointers, wayland->pointer),
                                             &relative_listener, wayland);
}

const struct wl_seat_listener wayland_seat_listener = {.capabilities = on_capabilities};

/* The user has moved on: what is looked at now shall not be covered. */
static void lower(struct wayland *wayland)
{
    if (!wayland->toplevels_listed || wayland->lowered || !wayland->layer_surface ||
        zwlr_layer_surface_v1_get_version(wayland->layer_surface) <
            ZWLR_LAYER_SURFACE_V1_SET_LAYER_SINCE_VERSION)
        return;
    wayland->lowered = true;
    zwlr_layer_surface_v1_set_layer(wayland->layer_surface, ZWLR_LAYER_SHELL_V1_LAYER_BOTTOM);
    wl_surface_commit(wayland->surface);
}

static void on_state(void *data, struct zwlr_foreign_toplevel_handle_v1 *toplevel,
                     struct wl_array *states)
{
    (void)toplevel;
    const uint32_t *state = states->data;
    for (size_t i = 0; i < states->size / sizeof *state; i++)
        if (state[i] == ZWLR_FOREIGN_TOPLEVEL_HANDLE_V1_STATE_ACTIVATED)
            lower(data);
}

static void on_text(void *data, struct zwlr_foreign_toplevel_handle_v1 *toplevel, const char *text)
{
    (void)data;
    (void)toplevel;
    (void)text;
}

static void on_output(void *data, struct zwlr_foreign_toplevel_handle_v1 *toplevel,
                      struct wl_output *output)
{
    (void)data;
    (void)toplevel;
    (void)output;
}

static void on_toplevel_done(void *data, struct zwlr_foreign_toplevel_handle_v1 *toplevel)
{
    (void)data;
    (void)toplevel;
}

/* Of version 1, which has no parent event. */
static const struct zwlr_foreign_toplevel_handle_v1_listener toplevel_listener = {
    .title = on_text,
    .app_id = on_text,
    .output_enter = on_output,
    .output_leave = on_output,
    .state = on_state,
    .done = on_toplevel_done,
    .closed = on_toplevel_done,
};

static void on_toplevel(void *data, struct zwlr_foreign_toplevel_manager_v1 *manager,
                        struct zwlr_foreign_toplevel_handle_v1 *toplevel)
{
    (void)manager;
    zwlr_foreign_toplevel_handle_v1_add_listener(toplevel, &toplevel_listener, data);
    lower(data);
}

static void on_finished(void *data, struct zwlr_foreign_toplevel_manager_v1 *manager)
{
    (void)data;
    (void)manager;
}

const struct zwlr_foreign_toplevel_manager_v1_listener wayland_toplevel_manager_listener = {
    .toplevel = on_toplevel,
    .finished = on_finished,
};
