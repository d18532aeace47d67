/* SPDX-License-Identifier: MIT */
/* A folder's changes, by inotify(7). Owns the descriptor. */
#include "folder_watch.h"

#include <dirent.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHANGES                                                                       \
    (IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | \
     IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF)
#define ARRIVALS   (IN_CREATE | IN_MOVED_TO)
#define EVENTS_LEN 4096 /* several; one with the longest name has 272 bytes */

static bool is_editors(const char *name)
{
    size_t len = strlen(name);
    return name[0] == '.' || (len > 0 && name[len - 1] == '~');
}

static bool is_folder(const struct dirent *entry, const char *path)
{
    struct stat status;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_DIR;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* FOLDER and what is in it, to DEPTH. *LEFT so many more may be watched. */
static void add_tree(int fd, const char *folder, int depth, int *left)
{
    char path[PATH_MAX];
    /* A folder that is watched already gives the same number again. */
    if (*left <= 0 || inotify_add_watch(fd, folder, CHANGES | IN_ONLYDIR) < 0)
        return;
    --*left;
    DIR *listing = depth > 0 ? opendir(folder) : NULL;
    struct dirent *entry;
    while (listing && (entry = readdir(listing))) {
        int len = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (len > 0 && (size_t)len < sizeof path && !is_editors(entry->d_name) &&
            is_folder(entry, path))
            add_tree(fd, path, depth - 1, left);
    }
    if (listing)
        closedir(listing);
}

/* Where FOLDER's name stands. A mask is added to, for the parent may be a tree as well. */
static int watch_parent(int fd, const char *folder, size_t len)
{
    char parent[PATH_MAX];
    snprintf(parent, sizeof parent, "%.*s", len > 0 ? (int)len : 1, folder);
    return inotify_add_watch(fd, parent, ARRIVALS | IN_ONLYDIR | IN_MASK_ADD);
}

static void note_tree(struct folder_watch *watch, const char *folder)
{
    const char *slash = strrchr(folder, '/');
    if (!slash || strlen(slash + 1) >= FOLDER_WATCH_NAME_MAX || strlen(folder) >= PATH_MAX)
        return;
    int parent = watch_parent(watch->fd, folder, (size_t)(slash - folder));
    for (int i = 0; i < watch->tree_count; i++)
        if (watch->trees[i].parent == parent && strcmp(watch->trees[i].name, slash + 1) == 0)
            return;
    if (parent < 0 || watch->tree_count == FOLDER_WATCH_TREES_MAX)
        return;
    struct folder_watch_tree *tree = &watch->trees[watch->tree_count++];
    tree->parent = parent;
    strcpy(tree->name, slash + 1);
}

bool folder_watch_open(struct folder_watch *watch)
{
    *watch = (struct folder_watch){.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
    return watch->fd >= 0;
}

void folder_watch_add(struct folder_watch *watch, const char *folder)
{
    int left = FOLDER_WATCH_FOLDERS_MAX;
    if (watch->fd < 0)
        return;
    if (inotify_add_watch(watch->fd, folder, CHANGES) < 0)
        left = 0; /* it is not there, and its name is waited for */
    add_tree(watch->fd, folder, FOLDER_WATCH_DEPTH_MAX, &left);
    note_tree(watch, folder);
}

/* In a parent, only what gets a tree's name matters. */
static bool matters(const struct folder_watch *watch, const struct inotify_event *event)
{
    const char *name = event->len > 0 ? event->name : "";
    bool in_parent = false;
    if (event->mask & IN_Q_OVERFLOW)
        return true;
    if (event->mask & IN_IGNORED || is_editors(name))
        return false;
    for (int i = 0; i < watch->tree_count; i++) {
        if (event->wd != watch->trees[i].parent)
            continue;
        if (strcmp(name, watch->trees[i].name) == 0)
            return true;
        in_parent = true;
    }
    return !in_parent;
}

bool folder_watch_fired(struct folder_watch *watch)
{
    _Alignas(struct inotify_event) char events[EVENTS_LEN];
    bool fired = false;
    ssize_t len;
    while (watch->fd >= 0 && (len = read(watch->fd, events, sizeof events)) > 0)
        for (char *at = events; at < events + len;) {
            const struct inotify_event *event = (const void *)at;
            fired |= matters(watch, event);
            at += sizeof *event + event->len;
        }
    return fired;
}

void folder_watch_close(struct folder_watch *watch)
{
    if (watch->fd >= 0)
        close(watch->fd);
    *watch = (struct folder_watch){.fd = -1};
}
