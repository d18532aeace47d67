/* SPDX-License-Identifier: MIT */
/* In a launch: the look-out for whom the camel has been keeping the place.
 * Owns a thread and a pipe, until _exit. */
#include "guest.h"

#include "late.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct guest {
    pid_t program;
    int news_fd; /* the writing end */
};

static void tell(const struct guest *guest, enum guest_news news)
{
    char byte = (char)news;

    while (write(guest->news_fd, &byte, 1) < 0 && errno == EINTR)
        ;
}

/* The pipe stays open: its end would be news. */
static void *look_out(void *data)
{
    const struct guest *guest = data;
    const struct guest_eyes *eyes = late_part(GUEST_FILE, GUEST_SYMBOL);
    bool come = eyes && eyes->await(guest->program, tree_holds, guest->news_fd);

    tell(guest, come ? GUEST_NEWS_COME : GUEST_NEWS_LOOKED);
    return NULL;
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
    fcntl(fds[0], F_SETFL, O_NONBLOCK);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    *guest = (struct guest){.program = program, .news_fd = fds[1]};
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

enum guest_news guest_next(int fd)
{
    char byte;

    return fd >= 0 && read(fd, &byte, 1) == 1 ? (enum guest_news)byte : GUEST_NEWS_NONE;
}
