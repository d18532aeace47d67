/* SPDX-License-Identifier: MIT */
/* Where this launcher itself is, so that it finds its splash and never mistakes itself for a
 * runtime. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#define SELF_SPLASH     "libexec/ocamlwalk/ocamlwalk-splash" /* beside the launcher's folder */
#define SELF_THEME_TOOL "libexec/ocamlwalk/ocamlwalk-theme"
#define SELF_THEMES     "share/ocamlwalk/themes"

/* The absolute path of the running launcher, symbolic links resolved. False: it cannot be told. */
bool self_path(char *path, size_t size);

/* RELATIVE (one of the above) as a path without links up to where the launcher's folder lies.
 * False: it cannot be told, or is too long for SIZE bytes. */
bool self_sibling(const char *relative, char *path, size_t size);

/* True if STATUS, a file's, is that of this launcher, by whatever name or link the file was found.
 */
bool self_is(const struct stat *status);

/* False: STATUS is of a file too large for another build of this launcher, or for a script. Of two
 * launchers the larger one never takes the other for something else. */
bool self_may_be_like(const struct stat *status);

/* True if HEAD, the first LEN bytes of an executable, bears the mark of a launcher: this one,
 * another copy, another build. 2 KiB are enough to tell. */
bool self_has_mark(const char *head, size_t len);

/* True if so many processes stand above this one, each a child of the next; where this cannot be
 * seen, false. */
bool self_is_deep(unsigned generations);

/* True if this process has rights that its caller has not: set-uid, set-gid, file capabilities.
 * Source: AT_SECURE in getauxval(3), issetugid(2). */
bool self_is_privileged(void);
