/* SPDX-License-Identifier: MIT */
/* The path of a file in a theme that somebody else has packed: where it may lie, and where not.
 *
 *     char path[ENTRY_PATH_MAX];
 *     const char *fault = entry_path_tidy("./horse//walk/01.png", path);
 *     if (!fault && path[0])
 *         put it at "horse/walk/01.png"
 */
#pragma once

#define ENTRY_PATH_MAX  512 /* bytes with the NUL */
#define ENTRY_DEPTH_MAX 8

/* NAMED without "." and doubled slashes; "" for what is none of the theme's: the top itself, and
 * what a system or a version control keeps under names with a dot. NULL, or what is wrong with it,
 * a constant text; TIDY is untouched then. Pure. */
const char *entry_path_tidy(const char *named, char tidy[ENTRY_PATH_MAX]);
