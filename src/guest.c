/* SPDX-License-Identifier: MIT */
/* In a launch: the look-out for whom the camel has been keeping the place.
 * Owns a thread and a pipe, until _exit. */
#include "guest.h"

#include "late.h"
#include "tree.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct guest {
    pid_t program;
    int come_fd; /* the writing end */
};

static void *look_out(void *data)
{
    const struct guest *guest = data;
    const struct guest_eyes *eyes = late_part(GUEST_FILE, GUEST_SYMBOL);

    if (eyes && eyes->await(guest->program, tree_holds))
        while (write(guest->come_fd, "", 1) < 0)
            ;
    return NULL; /* the pipe stays open: its end would be news */
}

int guest_await(pid_t program)
{
    const char *display = getenv("DISPLAY");
    struct guest *guest;
    pthread_t thread;
    int fds[2];

    if (program <= 0 || !display || !*display || !(guest = malloc(sizeof *guest)))
        return -1;
    if (pipe(fds) != 0)
        goto no_pipe;
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    *guest = (struct guest){.program = program, .come_fd = fds[1]};
    if (pthread_create(&thread, NULL, look_out, guest) != 0)
        goto no_thread;
    pthread_detach(thread);
    return fds[0];

no_thread:
    close(fds[0]);
    close(fds[1]);
no_pipe:
    free(guest);
    return -1;
}
