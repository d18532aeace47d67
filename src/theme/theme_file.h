/* SPDX-License-Identifier: MIT */
/* The files in a theme's folder, which is anybody's: only what is a file in truth, and there.
 *
 * A FIFO or a terminal of a frame's name would keep us waiting, or take what is typed for itself; a
 * link may lead to any file that the user may read. Links within the folder are followed, and
 * those into a theme beside it, for themes share their frames.
 *
 *     char path[THEME_PATH_MAX];
 *     if (theme_file_find("themes/plate", "walk/01.png", path))
 *         open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
 */
#pragma once

#include "theme.h"

#include <stdbool.h>

/* The PATH of FILE in FOLDER, without a link in it. False, PATH untouched: there is no such regular
 * file, or it is not within the folder, nor within a theme beside it; errno says so. */
bool theme_file_find(const char *folder, const char *file, char path[THEME_PATH_MAX]);
