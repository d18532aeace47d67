/* SPDX-License-Identifier: MIT */
/* In a launch under Wayland: what the user does, with the card and beside it.
 * Owns the seat's pointer and the other windows' handles, until _exit. */
#include "wayland_private.h"

#include <linux/input-event-codes.h>
#include <stdlib.h>

#define CLICK_PX 4 /* less than this between press and release is a click, not a drag */

/* --- The pointer --------------------------------------------------------------------------------
 */

static void drag(struct wayland *wayland);

/* What was told of the pointer until now was told from where the surface was. */
static void on_moved(void *data, struct wl_callback *callback, uint32_t serial)
{
    struct wayland *wayland = data;

    (void)serial;
    wl_callback_destroy(callback);
    wayland->pointer_x -= wayland->by_x;
    wayland->pointer_y -= wayland->by_y;
    wayland->moving = false;
    drag(wayland);
}

static const struct wl_callback_listener moved_listener = {.done = on_moved};

/* The pointer's place is told from the surface's corner, which follows it: one move at a time, or
 * the same way would be gone twice. */
static void drag(struct wayland *wayland)
{
    int by_x = wayland->pointer_x - wayland->grip_x, by_y = wayland->pointer_y - wayland->grip_y;

    if (!wayland->pressed || wayland->moving || (by_x == 0 && by_y == 0) ||
        (!wayland->drags && abs(by_x) < CLICK_PX && abs(by_y) < CLICK_PX))
        return;
    if (!wayland->dragged)
        wayland_request_number(wayland->layer_surface, LAYER_SURFACE_SET_ANCHOR,
                               LAYER_ANCHOR_TOP_LEFT);
    wayland->dragged = wayland->drags = wayland->moving = true;
    wayland->x += wayland->by_x = by_x;
    wayland->y += wayland->by_y = by_y;
    wayland_request(
        wayland->layer_surface, LAYER_SURFACE_SET_MARGIN,
        (union wl_argument[]){{.i = wayland->y}, {.i = 0}, {.i = 0}, {.i = wayland->x}});
    wl_surface_commit(wayland->surface);
    wl_callback_add_listener(wl_display_sync(wayland->display), &moved_listener, wayland);
}

static void on_enter(void *data, struct wl_pointer *pointer, uint32_t serial,
                     struct wl_surface *surface, wl_fixed_t x, wl_fixed_t y)
{
    struct wayland *wayland = data;

    (void)surface;
    (void)pointer; /* which keeps its look: to load another takes longer than the camel */
    (void)serial;
    wayland->pointer_x = wl_fixed_to_int(x);
    wayland->pointer_y = wl_fixed_to_int(y);
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
    struct wayland *wayland = data;

    (void)pointer;
    (void)time;
    wayland->pointer_x = wl_fixed_to_int(x);
    wayland->pointer_y = wl_fixed_to_int(y);
    drag(wayland);
}

static void on_button(void *data, struct wl_pointer *pointer, uint32_t serial, uint32_t time,
                      uint32_t button, uint32_t state)
{
    struct wayland *wayland = data;

    (void)pointer;
    (void)serial;
    (void)time;
    if (button != BTN_LEFT)
        return;
    if (state == WL_POINTER_BUTTON_STATE_PRESSED) {
        wayland->grip_x = wayland->pointer_x;
        wayland->grip_y = wayland->pointer_y;
        wayland->drags = false;
    } else if (wayland->pressed && !wayland->drags) {
        wayland->news.dismissed = true;
    }
    wayland->pressed = state == WL_POINTER_BUTTON_STATE_PRESSED;
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
}

const struct wl_seat_listener wayland_seat_listener = {.capabilities = on_capabilities};

/* --- Other windows ------------------------------------------------------------------------------
 */

/* The user has moved on: what is looked at now shall not be covered. */
static void sink(struct wayland *wayland)
{
    if (!wayland->settled || wayland->sunk || !wayland->layer_surface ||
        wl_proxy_get_version(wayland->layer_surface) < 2)
        return;
    wayland->sunk = true;
    wayland_request_number(wayland->layer_surface, LAYER_SURFACE_SET_LAYER, LAYER_BOTTOM);
    wl_surface_commit(wayland->surface);
}

static void on_state(void *data, struct wl_proxy *toplevel, struct wl_array *states)
{
    const uint32_t *state = states->data;

    (void)toplevel;
    for (size_t i = 0; i < states->size / sizeof *state; i++)
        if (state[i] == TOPLEVEL_STATE_ACTIVATED)
            sink(data);
}

static void on_text(void *data, struct wl_proxy *toplevel, const char *text)
{
    (void)data;
    (void)toplevel;
    (void)text;
}

static void on_output(void *data, struct wl_proxy *toplevel, struct wl_output *output)
{
    (void)data;
    (void)toplevel;
    (void)output;
}

static void on_nothing(void *data, struct wl_proxy *toplevel)
{
    (void)data;
    (void)toplevel;
}

static const struct toplevel_listener toplevel_listener = {
    .title = on_text,
    .app_id = on_text,
    .output_enter = on_output,
    .output_leave = on_output,
    .state = on_state,
    .done = on_nothing,
    .closed = on_nothing,
};

static void on_toplevel(void *data, struct wl_proxy *manager, struct wl_proxy *toplevel)
{
    (void)manager;
    wl_proxy_add_listener(toplevel, (void (**)(void))(void *)&toplevel_listener, data);
    sink(data);
}

const struct toplevel_manager_listener wayland_manager_listener = {
    .toplevel = on_toplevel,
    .finished = on_nothing,
};
