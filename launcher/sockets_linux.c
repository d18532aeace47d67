/* SPDX-License-Identifier: MIT */
/* Who holds a socket, by the links in /proc. */
#include "sockets.h"

#include "proc.h"
#include "tree.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEPTH_MAX 64 /* of nested processes */

void sockets_add(struct sockets *sockets, uint64_t inode)
{
    if (sockets->count < SOCKETS_MAX)
        sockets->inodes[sockets->count++] = inode;
}

static bool is_among(uint64_t inode, const struct sockets *sockets)
{
    for (size_t i = 0; i < sockets->count; i++)
        if (sockets->inodes[i] == inode)
            return true;
    return false;
}

/* The socket that the link NAME in FOLDER, a /proc/PID/fd, stands for; 0: none. */
static uint64_t socket_of(int folder, const char *name)
{
    static const char kind[] = "socket:[";
    char link[64];
    ssize_t len = readlinkat(folder, name, link, sizeof link - 1);
    if (len < (ssize_t)sizeof kind)
        return 0;
    link[len] = '\0';
    return strncmp(link, kind, sizeof kind - 1) == 0 ? strtoull(link + sizeof kind - 1, NULL, 10)
                                                     : 0;
}

/* Adds those of SOCKETS that PROCESS holds to HELD. */
static void find_held(pid_t process, const struct sockets *sockets, struct sockets *held)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)process);
    DIR *fds = opendir(path);
    struct dirent *entry;
    while (fds && (entry = readdir(fds))) {
        uint64_t inode = socket_of(dirfd(fds), entry->d_name);
        if (inode != 0 && is_among(inode, sockets))
            sockets_add(held, inode);
    }
    if (fds)
        closedir(fds);
}

/* The same for the parents of PROGRAM. */
static void find_inherited(pid_t program, const struct sockets *sockets, struct sockets *held)
{
    struct proc_stat stat;
    pid_t process = program;
    for (int i = 0; i < DEPTH_MAX && proc_stat_of(process, &stat) && stat.parent > 0; i++) {
        process = stat.parent;
        find_held(process, sockets, held);
    }
}

bool sockets_are_held(const struct sockets *all, pid_t program)
{
    static struct sockets held, inherited;
    held.count = inherited.count = 0;
    if (all->count == 0)
        return false;
    pid_t tree[TREE_MAX];
    size_t count = tree_list(program, tree, TREE_MAX);
    for (size_t i = 0; i < count; i++)
        find_held(tree[i], all, &held);
    if (held.count > 0)
        find_inherited(program, &held, &inherited);
    for (size_t i = 0; i < held.count; i++)
        if (!is_among(held.inodes[i], &inherited))
            return true;
    return false;
}
