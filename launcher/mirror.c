/* SPDX-License-Identifier: MIT */
/* Stopping and ending as the program did. Owns this process's state as its parent sees it. */
#include "mirror.h"

#include "signals.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whether PROGRAM, whose stop we have been told of, has neither been continued nor ended since. The
 * kernel notes a SIGCONT when it is sent, before the program runs again. */
static bool is_stopped(pid_t program)
{
    siginfo_t info;
    memset(&info, 0, sizeof info);
    return waitid(P_PID, (id_t)program, &info, WEXITED | WCONTINUED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

void mirror_stop(pid_t program, int signal)
{
    if (signals_is_pending(SIGCONT))
        return; /* it was for us alone, and came before we had stopped */
    /* Raised while blocked, and before we look: a SIGCONT to the group from here on annuls it, and
     * of one before that the program tells. The terminal may have sent us the same signal; the two
     * are one, and one stop is what the shell expects. SIGSTOP cannot be blocked. */
    if (signal != SIGSTOP)
        raise(signal);
    if (!is_stopped(program)) {
        while (signals_forget(signal)) /* ours and the terminal's */
            continue;
        return;
    }
    signals_stop(signal);
    /* What woke us is pending. If nothing is, we could not be stopped: the program runs, too. */
    if (!signals_is_pending(SIGCONT) && !signals_is_pending(signal))
        kill(program, SIGCONT);
}

int mirror_exit(int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    signals_die(WTERMSIG(status));
    return 128 + WTERMSIG(status);
}
