/* SPDX-License-Identifier: MIT */
/* Stopping and ending as the program did. Owns this process's state as its parent sees it. */
#include "mirror.h"

#include "signals.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define GRACE_MS 5 /* a signal sent to the whole group reaches its members one after the other */

int mirror_stop(pid_t program, int signal)
{
    signals_stop(signal);
    signals_forget(SIGCONT); /* what woke us; forwarded, it would be the program's second */
    do {
        int status;
        pid_t changed = waitpid(program, &status, WNOHANG | WUNTRACED | WCONTINUED);
        if (changed == program)
            return WIFSTOPPED(status) || WIFCONTINUED(status) ? -1 : status;
    } while (signals_await_change(GRACE_MS));
    kill(program, SIGCONT);
    return -1;
}

int mirror_exit(int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    signals_die(WTERMSIG(status));
    return 128 + WTERMSIG(status);
}
