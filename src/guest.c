/* SPDX-License-Identifier: MIT */
/* In a launch: the look-out for whom the camel has been keeping the place.
 * Owns a thread and a pipe, until _exit. */
#include "guest.h"

#include "errand.h"
#include "late.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static void tell(int news_fd, enum guest_news news)
{
    char byte = (char)news;

    while (write(news_fd, &byte, 1) < 0 && errno == EINTR)
        ;
}

/* The pipe stays open: its end would be news. */
static void look_out(void *data, int news_fd)
{
    const struct guest_eyes *eyes = late_part(GUEST_FILE, GUEST_SYMBOL);
    bool come = eyes && eyes->await((pid_t)(intptr_t)data, tree_holds, news_fd);

    tell(news_fd, come ? GUEST_NEWS_COME : GUEST_NEWS_LOOKED);
}

int guest_await(pid_t program)
{
    const char *display = getenv("DISPLAY");
    int fd;

    if (program <= 0 || !display || !*display)
        return -1;
    fd = errand_send(look_out, (void *)(intptr_t)program);
    if (fd >= 0)
        fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

enum guest_news guest_next(int fd)
{
    char byte;

    return fd >= 0 && read(fd, &byte, 1) == 1 ? (enum guest_news)byte : GUEST_NEWS_NONE;
}
