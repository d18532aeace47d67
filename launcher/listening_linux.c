/* SPDX-License-Identifier: MIT */
/* Sockets as /proc tells of them. */
#include "listening.h"

#include "sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LISTEN  0x0a
#define ACCEPTS 0x10000 /* in the flags of a Unix socket: __SO_ACCEPTCON */

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
            sockets_add(sockets, inode);
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

bool listening_system_look(pid_t program)
{
    static struct sockets all; /* too large for a stack */
    all.count = 0;
    list(program, "tcp", false, &all);
    list(program, "tcp6", false, &all);
    list(program, "unix", true, &all);
    return sockets_are_held(&all, program);
}
