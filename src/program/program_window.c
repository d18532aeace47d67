/* SPDX-License-Identifier: MIT */
/* The thread that awaits the window, and the pipe by which it tells. Owns both until _exit. */
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
static void await(void *data, int orders_fd, int news_fd)
{
    (void)orders_fd;
    const struct program_window_plugin *plugin =
        plugin_load(PROGRAM_WINDOW_FILE, PROGRAM_WINDOW_SYMBOL);
    bool found = plugin && plugin->await((pid_t)(intptr_t)data, tree_holds, news_fd);
    tell(news_fd, found ? PROGRAM_WINDOW_FOUND : PROGRAM_WINDOW_LOOKED);
}

int program_window_await(pid_t program)
{
    const char *display = getenv("DISPLAY");
    if (program <= 0 || !display || !*display)
        return -1;
    struct worker worker;
    worker_start(&worker, await, (void *)(intptr_t)program);
    return worker.news_fd;
}

enum program_window_news program_window_next(int fd)
{
    char byte;
    return fd >= 0 && read(fd, &byte, 1) == 1 ? (enum program_window_news)byte
                                              : PROGRAM_WINDOW_NO_NEWS;
}
