/* SPDX-License-Identifier: MIT */
/* In a launch under Wayland: the words of two protocols.
 * Owns nothing. */
#include "layer_shell.h"

#define COUNT_OF(array) (int)(sizeof(array) / sizeof *(array))

static const struct wl_interface *no_types[5];

static const struct wl_interface *get_surface_types[] = {
    &layer_surface_interface, &wl_surface_interface, &wl_output_interface, NULL, NULL,
};
static const struct wl_message shell_requests[] = {
    {"get_layer_surface", "no?ous", get_surface_types},
};
const struct wl_interface layer_shell_interface = {
    "zwlr_layer_shell_v1", 2, COUNT_OF(shell_requests), shell_requests, 0, NULL,
};

static const struct wl_message surface_requests[] = {
    {"set_size", "uu", no_types},
    {"set_anchor", "u", no_types},
    {"set_exclusive_zone", "i", no_types},
    {"set_margin", "iiii", no_types},
    {"set_keyboard_interactivity", "u", no_types},
    {"get_popup", "o", no_types},
    {"ack_configure", "u", no_types},
    {"destroy", "", no_types},
    {"set_layer", "2u", no_types},
};
static const struct wl_message surface_events[] = {
    {"configure", "uuu", no_types},
    {"closed", "", no_types},
};
const struct wl_interface layer_surface_interface = {
    "zwlr_layer_surface_v1",    2,
    COUNT_OF(surface_requests), surface_requests,
    COUNT_OF(surface_events),   surface_events,
};

static const struct wl_interface *toplevel_types[] = {&toplevel_interface};
static const struct wl_message manager_requests[] = {
    {"stop", "", no_types},
};
static const struct wl_message manager_events[] = {
    {"toplevel", "n", toplevel_types},
    {"finished", "", no_types},
};
const struct wl_interface toplevel_manager_interface = {
    "zwlr_foreign_toplevel_manager_v1", 1,
    COUNT_OF(manager_requests),         manager_requests,
    COUNT_OF(manager_events),           manager_events,
};

static const struct wl_interface *output_types[] = {&wl_output_interface};
static const struct wl_message toplevel_requests[] = {
    {"set_maximized", "", no_types},      {"unset_maximized", "", no_types},
    {"set_minimized", "", no_types},      {"unset_minimized", "", no_types},
    {"activate", "o", no_types},          {"close", "", no_types},
    {"set_rectangle", "oiiii", no_types}, {"destroy", "", no_types},
};
static const struct wl_message toplevel_events[] = {
    {"title", "s", no_types},
    {"app_id", "s", no_types},
    {"output_enter", "o", output_types},
    {"output_leave", "o", output_types},
    {"state", "a", no_types},
    {"done", "", no_types},
    {"closed", "", no_types},
};
const struct wl_interface toplevel_interface = {
    "zwlr_foreign_toplevel_handle_v1", 1,
    COUNT_OF(toplevel_requests),       toplevel_requests,
    COUNT_OF(toplevel_events),         toplevel_events,
};
