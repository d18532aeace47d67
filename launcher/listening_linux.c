/* SPDX-License-Identifier: MIT */
/* Sockets as /proc tells of them. */
#include "listening.h"

#include "proc.h"
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SOCKETS_MAX 512 /* of all that is installed on a machine, a few dozen listen */
#define DEPTH_MAX   64  /* of nested processes */
#define LISTEN      0x0a
#define ACCEPTS     0x10000 /* in the flags of a Unix socket: __SO_ACCEPTCON */

struct sockets {
    uint64_t inodes[SOCKETS_MAX];
    size_t count;
};

static void add(struct sockets *sockets, uint64_t inode)
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

/* The word INDEX of LINE, NULL if it has fewer. */
static const char *word(const char *line, int index)
{
    for (line += strspn(line, " "); index > 0 && *line; index--) {
        line += strcspn(line, " ");
        line += strspn(line, " ");
    }
    return *line ? line : NULL;
}

uint64_t listening_parse(const char *line, bool is_local)
{
    const char *state = word(line, 3), *inode = word(line, is_local ? 6 : 9);
    if (!state || !inode)
        return 0;
    unsigned long bits = strtoul(state, NULL, 16);
    return (is_local ? (bits & ACCEPTS) != 0 : bits == LISTEN) ? strtoull(inode, NULL, 10) : 0;
}

/* Adds what listens by the lines of TEXT; returns how much of it were whole lines. */
static size_t take_lines(char *text, bool is_local, struct sockets *sockets)
{
    char *line = text;
    for (char *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        uint64_t inode = listening_parse(line, is_local);
        if (inode != 0)
            add(sockets, inode);
    }
    return (size_t)(line - text);
}

/* NAME is a file in the program's /proc/PID/net. */
static void list(pid_t program, const char *name, bool is_local, struct sockets *sockets)
{
    char path[48], text[4096];
    snprintf(path, sizeof path, "/proc/%d/net/%s", (int)program, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    size_t len = 0;
    ssize_t got;
    while ((got = read(fd, text + len, sizeof text - 1 - len)) > 0 || (got < 0 && errno == EINTR)) {
        len += got > 0 ? (size_t)got : 0;
        text[len] = '\0';
        size_t done = take_lines(text, is_local, sockets);
        if (done == 0 && len == sizeof text - 1)
            break; /* no line is as long */
        len -= done;
        memmove(text, text + done, len);
    }
    close(fd);
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
            add(held, inode);
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

bool listening_system_look(pid_t program)
{
    static struct sockets all, held, inherited; /* too large for a stack */
    all.count = held.count = inherited.count = 0;
    list(program, "tcp", false, &all);
    list(program, "tcp6", false, &all);
    list(program, "unix", true, &all);
    if (all.count == 0)
        return false;
    pid_t tree[TREE_MAX];
    size_t count = tree_list(program, tree, TREE_MAX);
    for (size_t i = 0; i < count; i++)
        find_held(tree[i], &all, &held);
    if (held.count > 0)
        find_inherited(program, &held, &inherited);
    for (size_t i = 0; i < held.count; i++)
        if (!is_among(held.inodes[i], &inherited))
            return true;
    return false;
}
