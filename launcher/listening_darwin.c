/* SPDX-License-Identifier: MIT */
/* Sockets as libproc tells of them, which it does of the user's own processes. */
#include "listening.h"

#include "tree.h"

#include <libproc.h>
#include <stdlib.h>
#include <sys/proc_info.h>
#include <sys/socket.h>

#define SOCKETS_MAX 64

struct sockets {
    uint64_t names[SOCKETS_MAX]; /* the kernel's */
    size_t count;
};

/* 0: DESCRIPTOR of PROCESS is no socket that listens. */
static uint64_t listening_socket(pid_t process, const struct proc_fdinfo *descriptor)
{
    struct socket_fdinfo info;
    if (descriptor->proc_fdtype != PROX_FDTYPE_SOCKET ||
        proc_pidfdinfo(process, descriptor->proc_fd, PROC_PIDFDSOCKETINFO, &info, sizeof info) !=
            (int)sizeof info ||
        !(info.psi.soi_options & SO_ACCEPTCONN))
        return 0;
    return info.psi.soi_so;
}

static void find_held(pid_t process, struct sockets *held)
{
    int size = proc_pidinfo(process, PROC_PIDLISTFDS, 0, NULL, 0);
    struct proc_fdinfo *descriptors = size > 0 ? malloc((size_t)size) : NULL;
    if (!descriptors)
        return;
    size = proc_pidinfo(process, PROC_PIDLISTFDS, 0, descriptors, size);
    for (int i = 0; i < size / (int)sizeof *descriptors; i++) {
        uint64_t name = listening_socket(process, &descriptors[i]);
        if (name != 0 && held->count < SOCKETS_MAX)
            held->names[held->count++] = name;
    }
    free(descriptors);
}

static bool parents_hold(pid_t process, uint64_t name)
{
    struct proc_bsdinfo info;
    while (proc_pidinfo(process, PROC_PIDTBSDINFO, 0, &info, sizeof info) == (int)sizeof info &&
           info.pbi_ppid > 1) {
        struct sockets held = {.count = 0};
        process = (pid_t)info.pbi_ppid;
        find_held(process, &held);
        for (size_t i = 0; i < held.count; i++)
            if (held.names[i] == name)
                return true;
    }
    return false;
}

bool listening_system_look(pid_t program)
{
    pid_t tree[TREE_MAX];
    struct sockets held = {.count = 0};
    size_t count = tree_list(program, tree, TREE_MAX);
    for (size_t i = 0; i < count; i++)
        find_held(tree[i], &held);
    for (size_t i = 0; i < held.count; i++)
        if (!parents_hold(program, held.names[i]))
            return true;
    return false;
}
