/* SPDX-License-Identifier: MIT */
/* What a process is to Linux. */
#include "process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SLICE_NS 1000000 /* a third of the usual; still less, and changing over takes its time */

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
