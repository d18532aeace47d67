/* SPDX-License-Identifier: MIT */
/* Whether a window could and should appear at all, told from what the caller left: no connection
 * is made. Source: X(7) on DISPLAY; the Wayland protocol's WAYLAND_DISPLAY. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* True if the environment names a local display and nothing speaks against a camel, nor do fds 1
 * and 2, which are the journal's in a service; with ALWAYS, if it names any display. False:
 * *REASON, unless REASON is NULL, points to a constant text. */
bool display_available(bool always, const char **reason);

#define DISPLAY_NAME_MAX 108 /* a socket's path may be one */

/* Its name as all that run on it have it: ":0.1" is a screen of ":0". False: there is none, or it
 * was cut to SIZE. */
bool display_name(char *name, size_t size);

/* Which display that is, for a user to read: "X, :0". */
void display_describe(char *text, size_t size);
