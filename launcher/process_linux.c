/* SPDX-License-Identifier: MIT */
/* What a process is to Linux. */
#include "process.h"

#include "file.h"
#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The wait statuses of wait(2), for which only glibc has names. */
#define W_STATUS_EXITED(status)  ((status) << 8 & 0xff00)
#define W_STATUS_STOPPED(signal) ((signal) << 8 | 0x7f)
#define W_STATUS_DUMPED          0x80
#define W_STATUS_CONTINUED       0xffff

#define SEGMENTS_TEXT_MAX 16384 /* more than a hundred segments */
#define SLICE_NS          1000000 /* a third of the usual; still less, and changing over takes its time */

bool process_tie_to(pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        errno = EPERM;
        return false;
    }
    pid_t now = getppid();
    errno = now > 0 && parent > 0 ? ESRCH : EPERM; /* it died before the line above */
    return now > 0 && now == parent;
}

bool process_adopts(void)
{
    int adopts = 1;
    return getpid() <= 1 || prctl(PR_GET_CHILD_SUBREAPER, &adopts) != 0 || adopts != 0;
}

bool process_is_running(pid_t process)
{
    struct proc_stat stat;
    return process > 0 && proc_stat_of(process, &stat) && (stat.state == 'R' || stat.state == 'D');
}

pid_t process_wait(int *status)
{
    siginfo_t info;
    pid_t changed;
    do
        changed = waitpid(-1, status, WNOHANG | WUNTRACED | WCONTINUED);
    while (changed < 0 && errno == EINTR);
    if (changed >= 0)
        return changed;
    memset(&info, 0, sizeof info);
    if (waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WCONTINUED | WNOHANG) != 0)
        return -1;
    if (info.si_code == CLD_EXITED)
        *status = W_STATUS_EXITED(info.si_status);
    else if (info.si_code == CLD_KILLED || info.si_code == CLD_DUMPED)
        *status = info.si_status | (info.si_code == CLD_DUMPED ? W_STATUS_DUMPED : 0);
    else if (info.si_code == CLD_CONTINUED)
        *status = W_STATUS_CONTINUED;
    else
        *status = W_STATUS_STOPPED(info.si_status);
    return info.si_pid;
}

void process_rename(const char *name)
{
    prctl(PR_SET_NAME, name);
    strncpy(program_invocation_name, name, strlen(program_invocation_name)); /* it is argv[0] */
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

void process_release_memory(pid_t pid, time_t since)
{
    char text[SEGMENTS_TEXT_MAX];
    if (!file_read("/proc/sysvipc/shm", text, sizeof text))
        return;
    for (char *line = text; (line = strchr(line, '\n')) && *++line;) {
        struct proc_segment segment;
        /* The pid alone may have been another's before. */
        if (proc_segment_parse(line, &segment) && segment.creator == pid &&
            segment.owner == getuid() && segment.changed >= since)
            shmctl(segment.id, IPC_RMID, NULL);
    }
}

void process_shrink_stack(void)
{
    enum { USED_MAX = 1 << 17 }; /* well above the guard that the kernel keeps below a stack */
    uintptr_t here = (uintptr_t)__builtin_frame_address(0), page = (uintptr_t)getpagesize();
    uintptr_t end = (here & ~(page - 1)) - page; /* madvise(2)'s own frame is above it */
    /* what was never used is no fault */
    madvise((void *)(end - USED_MAX), USED_MAX, MADV_DONTNEED);
}
