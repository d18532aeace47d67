/* SPDX-License-Identifier: MIT */
/* What a process is to Linux. */
#include "process.h"

#include "file.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SEGMENTS_TEXT_MAX 16384 /* more than a hundred segments */
#define SLICE_NS          1000000 /* a third of the usual; still less, and changing over takes its time */

void process_tie_to(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it died before the line above */
        kill(getpid(), SIGKILL);
}

void process_be_prompt(void)
{
    /* The kernel's struct sched_attr, of which libcs know nothing. */
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } attributes = {
        .size = sizeof attributes,
        .policy = 0, /* SCHED_OTHER */
        .nice = getpriority(PRIO_PROCESS, 0),
        .runtime = SLICE_NS, /* since Linux 6.12 a slice; passed over before */
    };
    syscall(SYS_sched_setattr, 0, &attributes, 0u);
}

void process_be_expendable(void)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    if (fd < 0)
        return;
    ssize_t written = write(fd, "1000", 4);
    (void)written; /* refused: then it is like any other */
    close(fd);
}

/* The columns of /proc/sysvipc/shm, up to the last that is looked at: proc(5). */
enum column { SHMID = 1, CREATOR = 4, OWNER = 7, CHANGED = 13, COLUMN_COUNT };

void process_release_memory(pid_t pid, time_t since)
{
    char text[SEGMENTS_TEXT_MAX];
    if (!file_read("/proc/sysvipc/shm", text, sizeof text))
        return;
    for (char *line = text; (line = strchr(line, '\n')) && *++line;) {
        long long columns[COLUMN_COUNT];
        char *rest = line;
        for (int i = 0; i < COLUMN_COUNT; i++)
            columns[i] = strtoll(rest, &rest, 10);
        /* The pid alone may have been another's before. */
        if (columns[CREATOR] == pid && columns[OWNER] == getuid() && columns[CHANGED] >= since)
            shmctl((int)columns[SHMID], IPC_RMID, NULL);
    }
}
