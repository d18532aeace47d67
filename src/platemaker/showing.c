/* SPDX-License-Identifier: MIT */
/* Another program, waited for. */
#include "showing.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value && value[0] ? value : NULL;
}

void showing_run(const char *folder, const sigset_t *mask)
{
    char absolute[PATH_MAX], option[PATH_MAX + sizeof "--theme="];
    if ((!variable("DISPLAY") && !variable("WAYLAND_DISPLAY")) || !realpath(folder, absolute))
        return;
    snprintf(option, sizeof option, "--theme=%s", absolute);
    pid_t child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, mask, NULL);
        execlp("ocamlwalk", "ocamlwalk", "--demo", option, (char *)NULL);
        fputs("ocamlwalk-plate: ocamlwalk is not on PATH: the walk is not shown\n", stderr);
        _exit(127);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
}
