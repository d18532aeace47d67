/* SPDX-License-Identifier: MIT */
/* A process as its lines in /proc tell of it. */
#include "activity_system.h"

#include "file.h"
#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define US_PER_S  INT64_C(1000000)
#define NS_PER_US 1000

static int64_t us(uint64_t ticks)
{
    static int64_t us_per_tick;
    if (us_per_tick == 0)
        us_per_tick = US_PER_S / sysconf(_SC_CLK_TCK);
    return (int64_t)ticks * us_per_tick;
}

/* The line of a process whose descriptor is kept costs half of what opening it each time does. */
static bool read_again(int fd, struct proc_stat *stat)
{
    char text[PROC_STAT_MAX];
    ssize_t len;
    while ((len = pread(fd, text, sizeof text - 1, 0)) < 0 && errno == EINTR)
        ;
    if (len <= 0)
        return false;
    text[len] = '\0';
    return proc_stat_parse(text, stat);
}

/* Of the first thread, which is the one in most programs: sched(7) accounting, where it is built
 * in. */
static int64_t queued_us(pid_t process)
{
    char path[40], text[128];
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)process);
    if (!file_read(path, text, sizeof text))
        return 0;
    char *end;
    strtoull(text, &end, 10); /* running */
    return (int64_t)(strtoull(end, NULL, 10) / NS_PER_US);
}

static enum activity_state meaning(char state)
{
    switch (state) {
    case 'R':
        return ACTIVITY_STATE_RUNNING;
    case 'T':
    case 't': /* a debugger holds it */
        return ACTIVITY_STATE_STOPPED;
    case 'Z':
    case 'X':
        return ACTIVITY_STATE_OVER;
    default:
        return ACTIVITY_STATE_SLEEPING;
    }
}

int activity_system_open(pid_t program)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)program);
    return open(path, O_RDONLY | O_CLOEXEC);
}

bool activity_system_see(pid_t process, int fd, struct activity_process *seen,
                         enum activity_state *state)
{
    struct proc_stat stat;
    if (!(fd >= 0 ? read_again(fd, &stat) : proc_stat_of(process, &stat)))
        return false;
    *seen = (struct activity_process){
        .pid = process,
        .started_us = us(stat.started_ticks + 1), /* it is told rounded down, and was later */
        .own_us = us(stat.own_ticks),
        .waited_us = us(stat.waited_ticks),
        .queued_us = queued_us(process),
    };
    *state = meaning(stat.state);
    return true;
}

int64_t activity_system_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * US_PER_S + now.tv_nsec / 1000;
}
