/* SPDX-License-Identifier: MIT */
/* The themes there are, by name. A folder is a theme if there is a readable theme.ini in it, and so
 * is a readable file, for it may be a picture; what they hold is the splash's affair. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define THEMES_DEFAULT "plate"

enum themes_root { THEMES_OWN, THEMES_INSTALLED, THEMES_ROOT_COUNT };

/* The folder of the user's own or of the installed themes, which need not be there. False: the
 * environment names none. */
bool themes_find_root(enum themes_root root, char *path, size_t size);

/* The absolute path of THEME, which is a folder or a file (a name with a slash in it), or a name
 * among the user's or the installed themes, or else a file here (a name with a dot in it). False:
 * there is no such theme. */
bool themes_find(const char *theme, char *folder, size_t size);

/* The folder of the default theme as it was installed, whatever the user has of that name. */
bool themes_find_default(char *folder, size_t size);

/* Prints a line for each theme on stdout: name, tab, folder, which is the one that themes_find
 * gives for the name; the user's own first. Bytes that are no text, and backslashes, are written
 * as \xHH. */
void themes_list(void);
