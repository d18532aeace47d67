/* SPDX-License-Identifier: MIT */
/* What is wrong with a theme, told to whoever makes it. */
#pragma once

#include "theme_notes.h"

/* Reads the theme at PATH, a folder or a picture, with all of its files, as a launch would read
 * them, and puts down all that is wrong. */
void check_theme(struct theme *theme, const char *path, struct theme_notes *notes);

/* `check DIR': prints a line for each fault and each warning on standard output, or that there is
 * no fault. The exit status: 1 if there are any. */
int check_run(int argc, char **argv);

/* `complain DIR': the first faults, on standard error, and nothing where there are none. The exit
 * status as above. */
int check_complain(int argc, char **argv);
