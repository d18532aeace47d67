/* SPDX-License-Identifier: MIT */
/* The thread that follows the compositor, and the pipe by which it tells. Owns both until _exit. */
#include "toplevels.h"

#include "worker.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static void tell(int news_fd, enum toplevels_news news)
{
    char byte = (char)news;
    while (write(news_fd, &byte, 1) < 0 && errno == EINTR)
        ;
}

/* The pipe stays open: its end would be news. */
static void follow(void *data, int orders_fd, int news_fd)
{
    (void)data;
    (void)orders_fd;
    if (!toplevels_follow(tell, news_fd))
        tell(news_fd, TOPLEVELS_UNTOLD);
}

bool toplevels_exist(void)
{
    const char *display = getenv("WAYLAND_DISPLAY");
    return display && *display;
}

int toplevels_await(pid_t program)
{
    if (program <= 0 || !toplevels_exist())
        return -1;
    struct worker worker;
    worker_start(&worker, follow, NULL);
    return worker.news_fd;
}

enum toplevels_news toplevels_next(int fd)
{
    char byte;
    return fd >= 0 && read(fd, &byte, 1) == 1 ? (enum toplevels_news)byte : TOPLEVELS_NO_NEWS;
}
