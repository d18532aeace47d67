/* SPDX-License-Identifier: MIT */
/* What only Linux can do for the program's process. */
#include "program.h"

#include "process.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t program_spawn(const struct program *program, const struct signals *signals)
{
    /* vfork: no page tables to copy, and this process sleeps until the child has become the
     * program, so that the two do not compete for a processor at the one moment that is felt. The
     * child shares our memory till then; it changes nothing there but errno. */
    pid_t launcher = getpid();
    pid_t child = vfork();
    if (child == 0) {
        if (!process_tie_to(launcher) && errno == ESRCH)
            _exit(PROGRAM_NOT_EXECUTABLE); /* nobody waits for it any more */
        signals_restore(signals);
        _exit(program_exec(program));
    }
    return child;
}

void program_signal(pid_t program, const struct signals_event *event)
{
    if (program <= 1) /* to kill(2) that is everybody */
        return;
    if (event->has_value) {
        siginfo_t info;
        memset(&info, 0, sizeof info);
        info.si_code = SI_QUEUE;
        info.si_pid = getpid();
        info.si_uid = getuid();
        info.si_value = event->value;
        syscall(SYS_rt_sigqueueinfo, program, event->number, &info);
    } else {
        kill(program, event->number);
    }
}

int program_exit_fd(void)
{
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, getpid(), 0); /* close-on-exec by nature */
#else
    errno = ENOSYS;
    return -1;
#endif
}
