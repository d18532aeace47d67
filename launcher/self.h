/* SPDX-License-Identifier: MIT */
/* Where this launcher itself is, so that it finds its splash and never mistakes itself for a
 * runtime. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#define SELF_SPLASH "../libexec/ocamlwalk/ocamlwalk-splash" /* from the folder of the launcher */
#define SELF_THEMES "../share/ocamlwalk/themes"

/* The absolute path of the running launcher, symbolic links resolved. False: it cannot be told. */
bool self_path(char *path, size_t size);

/* RELATIVE (one of the above) as a path that starts with the launcher's folder. False: it cannot be
 * told, or is too long for SIZE bytes. */
bool self_sibling(const char *relative, char *path, size_t size);

/* True if STATUS, a file's, is that of this launcher, by whatever name or link the file was found.
 */
bool self_is(const struct stat *status);
