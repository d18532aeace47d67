/* SPDX-License-Identifier: MIT */
/* Tells when a file in a folder changes, or in a folder of that, for whoever makes a theme.
 *
 * It is told of whatever changes what is read: written, renamed, made, deleted, and of a folder
 * that is renamed over the one that is watched. Names that begin with a dot or end with a tilde are
 * an editor's own. Source: inotify(7); macOS: there is none.
 *
 *     struct folder_watch watch;
 *     if (folder_watch_open(&watch))
 *         folder_watch_add(&watch, "themes/mine");
 *     … poll watch.fd …
 *     if (folder_watch_fired(&watch))
 *         folder_watch_add(&watch, "themes/mine"), read it again
 */
#pragma once

#include <stdbool.h>

#define FOLDER_WATCH_FOLDERS_MAX 256 /* of a tree, the first that are found */
#define FOLDER_WATCH_DEPTH_MAX   8
#define FOLDER_WATCH_TREES_MAX   2
#define FOLDER_WATCH_NAME_MAX    256

/* A tree's own name, and the folder in which that may be given to another one. */
struct folder_watch_tree {
    int parent;
    char name[FOLDER_WATCH_NAME_MAX];
};

struct folder_watch {
    int fd; /* readable when something has changed; -1: that is not told */
    struct folder_watch_tree trees[FOLDER_WATCH_TREES_MAX];
    int tree_count;
};

/* False: this system does not tell; watch->fd is -1. */
bool folder_watch_open(struct folder_watch *watch);

/* FOLDER, an absolute path without "." and "..", and all folders in it, or a single file; again for
 * those that have come meanwhile. Does nothing beyond the bounds above. */
void folder_watch_add(struct folder_watch *watch, const char *folder);

/* Whether something has changed since it was asked last. Never waits. */
bool folder_watch_fired(struct folder_watch *watch);

/* Harmless twice. */
void folder_watch_close(struct folder_watch *watch);
