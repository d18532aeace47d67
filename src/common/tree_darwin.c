/* SPDX-License-Identifier: MIT */
/* The process tree on macOS, by libproc. */
#include "tree.h"

#include <libproc.h>
#include <sys/proc_info.h>
#include <unistd.h>

#define DEPTH_MAX 64 /* of nested processes; a pid that was given anew could make a ring */

size_t tree_list(pid_t program, pid_t *tree, size_t size)
{
    size_t count = 1;
    tree[0] = program;
    for (size_t i = 0; i < count; i++) {
        pid_t children[TREE_MAX];
        int child_count = proc_listchildpids(tree[i], children, sizeof children);
        for (int child = 0; child < child_count && count < size; child++)
            if (children[child] != getpid())
                tree[count++] = children[child];
    }
    return count;
}

bool tree_holds(pid_t program, pid_t process)
{
    struct proc_bsdshortinfo info;
    for (int depth = 0; depth < DEPTH_MAX && process > 1; depth++) {
        if (process == getpid())
            return false;
        if (process == program)
            return true;
        if (proc_pidinfo(process, PROC_PIDT_SHORTBSDINFO, 0, &info, sizeof info) !=
            (int)sizeof info)
            return false;
        process = (pid_t)info.pbsi_ppid;
    }
    return false;
}
