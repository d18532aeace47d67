/* SPDX-License-Identifier: MIT */
/* What macOS does otherwise for the program's process. Owns nothing. */
#include "program.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

void program_tie(pid_t launcher)
{
    (void)launcher; /* no such thing as PDEATHSIG: a killed launcher leaves the program running */
}

void program_signal(pid_t program, const struct signals_event *event)
{
    kill(program, event->number);
}

int program_exit_fd(void)
{
    errno = ENOTSUP; /* a kqueue does not go through fork; --exec does without a camel */
    return -1;
}
