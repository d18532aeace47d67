/* SPDX-License-Identifier: MIT */
/* Threads that go and look while the others carry on. */
#include "worker.h"

#include "descriptors.h"
#include "faults.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct job {
    void (*work)(void *data, int orders_fd, int news_fd);
    void *data;
    int orders_fd, news_fd;
};

static void *run(void *data)
{
    struct job job = *(struct job *)data;
    char spare[FAULTS_STACK];
    free(data);
    faults_leave_on(spare);
    job.work(job.data, job.orders_fd, job.news_fd);
    return NULL;
}

static bool start_thread(struct job *job)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, job) != 0)
        return false;
    pthread_detach(thread);
    return true;
}

static void close_pipe(const int fds[2])
{
    if (fds[0] >= 0) {
        close(fds[0]);
        close(fds[1]);
    }
}

bool worker_start(struct worker *worker, void (*work)(void *data, int orders_fd, int news_fd),
                  void *data)
{
    int orders[2] = {-1, -1}, news[2] = {-1, -1};
    struct job *job = malloc(sizeof *job); /* the thread's, once it has started */
    *worker = (struct worker){.orders_fd = -1, .news_fd = -1};
    if (!job || !descriptors_pipe(orders) || !descriptors_pipe(news))
        goto fail;
    fcntl(orders[1], F_SETFL, O_NONBLOCK);
    fcntl(news[0], F_SETFL, O_NONBLOCK);
    *job = (struct job){.work = work, .data = data, .orders_fd = orders[0], .news_fd = news[1]};
    if (!start_thread(job))
        goto fail;
    *worker = (struct worker){.orders_fd = orders[1], .news_fd = news[0]};
    return true;
fail:
    close_pipe(orders);
    close_pipe(news);
    free(job);
    return false;
}
