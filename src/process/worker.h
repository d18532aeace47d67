/* SPDX-License-Identifier: MIT */
/* A thread that works by itself and has a pipe to tell of it: for what may take for ever, and is
 * never waited for, cancelled or joined.
 *
 *     static void work(void *data, int news_fd);      writes what it finds; closes NEWS_FD, or not
 *     int fd = worker_start(work, data);               readable: there is news
 */
#pragma once

/* Runs WORK(DATA, news_fd) on a thread of its own; DATA must live as long as that does, NEWS_FD is
 * WORK's. Both ends are close-on-exec. Returns the reading end, the caller's; -1: no thread or no
 * pipe to be had, and nothing is left. */
int worker_start(void (*work)(void *data, int news_fd), void *data);
