/* SPDX-License-Identifier: MIT */
/* In a launch: the look-out for whom the camel has been keeping the place.
 * Owns a thread and a pipe, until _exit. */
#include "program_window.h"

#include "plugin.h"
#include "tree.h"
#include "worker.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static void tell(int news_fd, enum program_window_news news)
{
    char byte = (char)news;

    while (write(news_fd, &byte, 1) < 0 && errno == EINTR)
        ;
}

/* The pipe stays open: its end would be news. */
static void look_out(void *data, int orders_fd, int news_fd)
{
    (void)orders_fd;
    const struct program_window_plugin *eyes =
        plugin_load(PROGRAM_WINDOW_FILE, PROGRAM_WINDOW_SYMBOL);
    bool come = eyes && eyes->await((pid_t)(intptr_t)data, tree_holds, news_fd);

    tell(news_fd, come ? PROGRAM_WINDOW_FOUND : PROGRAM_WINDOW_LOOKED);
}

int program_window_await(pid_t program)
{
    const char *display = getenv("DISPLAY");
    struct worker worker;

    if (program <= 0 || !display || !*display)
        return -1;
    worker_start(&worker, look_out, (void *)(intptr_t)program);
    return worker.news_fd;
}

enum program_window_news program_window_next(int fd)
{
    char byte;

    return fd >= 0 && read(fd, &byte, 1) == 1 ? (enum program_window_news)byte
                                              : PROGRAM_WINDOW_NO_NEWS;
}
