/* SPDX-License-Identifier: MIT */
/* What macOS does otherwise for the program's process. */
#include "program.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

pid_t program_spawn(const struct program *program, const struct signals *signals)
{
    /* No PDEATHSIG here: a launcher that is killed leaves the program running. */
    pid_t child = fork();
    if (child == 0) {
        signals_restore(signals);
        _exit(program_exec(program));
    }
    return child;
}

void program_signal(pid_t program, const struct signals_event *event)
{
    if (program > 1)
        kill(program, event->number);
}

int program_exit_fd(void)
{
    errno = ENOTSUP; /* a kqueue does not go through fork; --exec does without a camel */
    return -1;
}
