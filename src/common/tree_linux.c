/* SPDX-License-Identifier: MIT */
/* The process tree on Linux: each thread's list of children, or, in kernels that keep none
 * (CONFIG_PROC_CHILDREN), the parent of everybody. */
#include "tree.h"

#include "file.h"
#include "proc.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DEPTH_MAX 64 /* of nested processes; a pid that was given anew could make a ring */

static void add(pid_t process, pid_t *tree, size_t *count, size_t size)
{
    if (*count < size && process != getpid())
        tree[(*count)++] = process;
}

/* Appends the children of PROCESS. A process that has gone meanwhile has none. False: this kernel
 * keeps no lists. */
static bool add_children(pid_t process, pid_t *tree, size_t *count, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)process);
    DIR *tasks = opendir(path);
    bool kept = true;
    if (!tasks)
        return true;
    struct dirent *task;
    while ((task = readdir(tasks))) {
        char children[4096], child_path[sizeof path + sizeof task->d_name + 16];
        if (task->d_name[0] == '.')
            continue;
        snprintf(child_path, sizeof child_path, "%s/%s/children", path, task->d_name);
        if (!file_read(child_path, children, sizeof children)) {
            if (errno == ENOENT) /* or has only the thread gone? */
                kept = kept && access("/proc/thread-self/children", F_OK) == 0;
            continue;
        }
        const char *rest = children;
        for (pid_t child; (child = proc_child_parse(&rest)) > 0;)
            add(child, tree, count, size);
    }
    closedir(tasks);
    return kept;
}

static bool is_among(pid_t process, const pid_t *tree, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tree[i] == process)
            return true;
    return false;
}

/* The slow way. A child's pid is mostly greater than its parent's, and /proc is in their order, so
 * that one pass finds nearly all. */
static void add_descendants(pid_t *tree, size_t *count, size_t size)
{
    DIR *processes = opendir("/proc");
    if (!processes)
        return;
    struct dirent *entry;
    while ((entry = readdir(processes))) {
        struct proc_stat stat;
        pid_t process = (pid_t)atoi(entry->d_name);
        if (process > 0 && proc_stat_of(process, &stat) && is_among(stat.parent, tree, *count))
            add(process, tree, count, size);
    }
    closedir(processes);
}

size_t tree_list(pid_t program, pid_t *tree, size_t size)
{
    size_t count = 1;
    tree[0] = program;
    for (size_t i = 0; i < count; i++) {
        if (add_children(tree[i], tree, &count, size))
            continue;
        count = 1;
        add_descendants(tree, &count, size);
        break;
    }
    return count;
}

bool tree_holds(pid_t program, pid_t process)
{
    struct proc_stat stat, root;
    if (!proc_stat_of(program, &root))
        return false;
    for (int depth = 0; depth < DEPTH_MAX && process > 1; depth++) {
        if (process == getpid())
            return false;
        if (process == program)
            return true;
        if (!proc_stat_of(process, &stat) || stat.started_ticks < root.started_ticks)
            return false; /* it is older than the program: so are its parents */
        process = stat.parent;
    }
    return false;
}
