/* SPDX-License-Identifier: MIT */
/* The folder that a theme is written to: a new one beside it, which takes its name when all is
 * written, so that there is never half a theme. False: it has complained.
 *
 *     struct folder folder;
 *     if (folder_begin(&folder, "camel", force))
 *         write into folder.path; folder_finish(&folder), or folder_drop(&folder)
 */
#pragma once

#include <limits.h>
#include <signal.h>
#include <stdbool.h>

struct folder {
    char path[PATH_MAX];  /* of what is being written */
    char final[PATH_MAX]; /* what it is to be called */
    sigset_t mask;        /* of signals, as it was before */
};

/* Refuses a name that there is, but for a theme's if FORCE. Signals that end a program wait from
 * then on until all is finished or dropped, for they would leave half a theme. */
bool folder_begin(struct folder *folder, const char *name, bool force);

/* Gives it its name, unless a signal waits; a theme that bore it is removed. */
bool folder_finish(struct folder *folder);

/* Removes it with all in it, if it has no name yet; lets signals in again, which may end the
 * program.
 */
void folder_drop(struct folder *folder);
