/* SPDX-License-Identifier: MIT */
/* Work shared among threads that end with it. */
#include "parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define THREADS_MAX 8

struct shared {
    void (*work)(void *data, int index);
    void *data;
    int count;
    atomic_int next;
};

static void *run(void *data)
{
    struct shared *shared = data;
    for (int i; (i = atomic_fetch_add(&shared->next, 1)) < shared->count;)
        shared->work(shared->data, i);
    return NULL;
}

void parallel_each(int count, void (*work)(void *data, int index), void *data)
{
    struct shared shared = {.work = work, .data = data, .count = count};
    atomic_init(&shared.next, 0);
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    pthread_t threads[THREADS_MAX];
    int started = 0;
    while (started < THREADS_MAX && started + 1 < processors && started + 1 < count &&
           pthread_create(&threads[started], NULL, run, &shared) == 0)
        started++;
    run(&shared);
    while (started > 0)
        pthread_join(threads[--started], NULL);
}
