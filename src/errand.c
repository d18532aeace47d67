/* SPDX-License-Identifier: MIT */
/* In a launch: those who go and look while the others carry on.
 * Owns nothing of theirs. */
#include "errand.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct errand {
    void (*work)(void *data, int news_fd);
    void *data;
    int news_fd;
};

static void *run(void *data)
{
    struct errand errand = *(struct errand *)data;

    free(data);
    errand.work(errand.data, errand.news_fd);
    return NULL;
}

int errand_send(void (*work)(void *data, int news_fd), void *data)
{
    struct errand *errand = malloc(sizeof *errand); /* the thread's, once it has started */
    pthread_t thread;
    int fds[2];

    if (!errand)
        return -1;
    if (pipe(fds) != 0)
        goto no_pipe;
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    *errand = (struct errand){.work = work, .data = data, .news_fd = fds[1]};
    if (pthread_create(&thread, NULL, run, errand) != 0)
        goto no_thread;
    pthread_detach(thread);
    return fds[0];

no_thread:
    close(fds[0]);
    close(fds[1]);
no_pipe:
    free(errand);
    return -1;
}
