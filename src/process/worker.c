/* SPDX-License-Identifier: MIT */
/* In a launch: those who go and look while the others carry on.
 * Owns nothing of theirs. */
#include "worker.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct worker {
    void (*work)(void *data, int news_fd);
    void *data;
    int news_fd;
};

static void *run(void *data)
{
    struct worker worker = *(struct worker *)data;

    free(data);
    worker.work(worker.data, worker.news_fd);
    return NULL;
}

int worker_start(void (*work)(void *data, int news_fd), void *data)
{
    struct worker *worker = malloc(sizeof *worker); /* the thread's, once it has started */
    pthread_t thread;
    int fds[2];

    if (!worker)
        return -1;
    if (pipe(fds) != 0)
        goto no_pipe;
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    *worker = (struct worker){.work = work, .data = data, .news_fd = fds[1]};
    if (pthread_create(&thread, NULL, run, worker) != 0)
        goto no_thread;
    pthread_detach(thread);
    return fds[0];

no_thread:
    close(fds[0]);
    close(fds[1]);
no_pipe:
    free(worker);
    return -1;
}
