/* SPDX-License-Identifier: MIT */
/* The themes there are, by name; what is in them is the splash's affair. */
#pragma once

#include <stdbool.h>

/* True if THEME is a folder (a name with a slash in it), or a name among the user's or the
 * installed themes. */
bool themes_has(const char *theme);

/* Prints a line for each theme on stdout: name, tab, folder; the user's own first. */
void themes_list(void);
