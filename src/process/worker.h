/* SPDX-License-Identifier: MIT */
/* A thread that works by itself, with a pipe to tell it something and one to hear from it: for what
 * may take for ever, and is never waited for, cancelled or joined.
 *
 *     static void work(void *data, int orders_fd, int news_fd);  writes what it finds to NEWS_FD
 *
 *     struct worker worker;
 *     if (worker_start(&worker, work, data))
 *         poll worker.news_fd; write to worker.orders_fd
 */
#pragma once

#include <stdbool.h>

struct worker {
    int orders_fd; /* to the thread; non-blocking: one that is stuck loses orders, nothing else */
    int news_fd;   /* from the thread; non-blocking. Both -1: there is no thread */
};

/* Runs WORK(DATA, orders_fd, news_fd) on a thread of its own; DATA must live as long as that does,
 * the thread's two descriptors are WORK's. All four are close-on-exec. False: no thread or no pipe
 * to be had, and nothing is left. */
bool worker_start(struct worker *worker, void (*work)(void *data, int orders_fd, int news_fd),
                  void *data);
