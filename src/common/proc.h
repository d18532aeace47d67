/* SPDX-License-Identifier: MIT */
/* What Linux tells of a process, read from /proc. Linux only.
 *
 * Nothing here asks for more rights than ps(1) has. Source: proc(5).
 *
 *     struct proc_stat stat;
 *     if (proc_stat_of(pid, &stat) && stat.state == 'T') …
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PROC_STAT_MAX       1024 /* bytes that /proc/PID/stat will never fill */
#define PROC_ARGUMENT_COUNT 6

struct proc_stat {
    char state; /* R running, S sleeping, D waiting for a disk, T stopped, t traced, Z zombie, … */
    pid_t parent;
    pid_t group;
    dev_t terminal;        /* the controlling one; 0: none */
    pid_t foreground;      /* the process group in front of that terminal */
    uint64_t own_ticks;    /* CPU time of the process, user and system, in clock ticks */
    uint64_t waited_ticks; /* the same of the children it has waited for, and of theirs */
    unsigned thread_count;
    uint64_t started_ticks; /* since boot; with the pid, a name for the process */
    bool dying;             /* it runs nothing any more: waits to be waited for, or is about to */
};

struct proc_call {
    long number; /* as in <sys/syscall.h>; -1: none, it runs, or waits for a page of memory */
    unsigned long long arguments[PROC_ARGUMENT_COUNT];
};

/* System V shared memory. */
struct proc_segment {
    int id;
    pid_t creator;
    uid_t owner;
    int64_t changed; /* wall time, in seconds */
};

/* Reads the text of a /proc/PID/stat, pure. False: it is none. */
bool proc_stat_parse(const char *text, struct proc_stat *stat);

/* The same of a process. False: there is none, or it is not for us to know. */
bool proc_stat_of(pid_t process, struct proc_stat *stat);

/* Reads the text of a /proc/PID/syscall, pure. False: it is none. */
bool proc_call_parse(const char *text, struct proc_call *call);

/* Reads the next process in a list such as /proc/PID/task/TID/children, pure: *LIST is moved behind
 * it. 0: there is none. */
pid_t proc_child_parse(const char **list);

/* Reads a line of /proc/sysvipc/shm, pure. False: it is none, as its first line, or cut. */
bool proc_segment_parse(const char *line, struct proc_segment *segment);

/* Reads the text of a /proc/PID/io, pure: bytes written, to any file. False: it is none. */
bool proc_written_parse(const char *text, uint64_t *written);

/* Bytes that PROCESS, and the children that it has waited for, have written, to any file. False:
 * errno is ENOENT or ESRCH if there is no such process, EACCES if it is not for us to know. */
bool proc_written_by(pid_t process, uint64_t *written);
