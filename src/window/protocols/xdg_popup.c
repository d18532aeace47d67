/* SPDX-License-Identifier: MIT */
/* The layer shell's get_popup refers to an interface of xdg-shell.xml. No popup is ever made here,
 * so that its name is all that the linker, and nobody else, needs of it. */
#include <wayland-util.h>

extern const struct wl_interface xdg_popup_interface;
const struct wl_interface xdg_popup_interface = {.name = "xdg_popup", .version = 1};
