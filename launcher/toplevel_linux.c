/* SPDX-License-Identifier: MIT */
/* The compositor's clients, as the kernel's sock_diag(7) tells of Unix sockets. Its headers are the
 * kernel's, which musl's compiler does not find: what is needed of them is here. */
#include "toplevel.h"

#include "sockets.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* <linux/netlink.h> */
#define NETLINK_SOCK_DIAG 4
#define NLM_F_REQUEST     0x1
#define NLM_F_DUMP        0x300
#define ALIGNED(len)      (((len) + 3) & ~(size_t)3)

/* <linux/sock_diag.h>, <linux/unix_diag.h> */
#define SOCK_DIAG_BY_FAMILY 20
#define UDIAG_SHOW_NAME     0x1
#define UDIAG_SHOW_PEER     0x4
#define UNIX_DIAG_NAME      0
#define UNIX_DIAG_PEER      2
#define ESTABLISHED         (1u << 1) /* TCP_ESTABLISHED, in a set of states */

#define ANSWER_SIZE 32768 /* the kernel's own are no larger */

struct message { /* nlmsghdr */
    uint32_t len;
    uint16_t type, flags;
    uint32_t sequence, port;
};

struct question { /* unix_diag_req */
    struct message header;
    uint8_t family, protocol;
    uint16_t pad;
    uint32_t states, inode, show, cookie[2];
};

struct found { /* unix_diag_msg */
    uint8_t family, type, state, pad;
    uint32_t inode, cookie[2];
};

struct attribute { /* nlattr */
    uint16_t len, type;
};

uint32_t toplevel_peer(const void *message, size_t len, const char *path)
{
    const char *bytes = message;
    bool named = false;
    uint32_t peer = 0;
    struct attribute attribute;
    for (size_t at = sizeof(struct found); at <= len && len - at >= sizeof attribute;
         at += ALIGNED(attribute.len)) {
        memcpy(&attribute, bytes + at, sizeof attribute);
        if (attribute.len < sizeof attribute || attribute.len > len - at)
            break;
        const char *value = bytes + at + sizeof attribute;
        size_t value_len = attribute.len - sizeof attribute;
        if (attribute.type == UNIX_DIAG_NAME) /* with or without its end */
            named =
                strnlen(value, value_len) == strlen(path) && strncmp(value, path, value_len) == 0;
        else if (attribute.type == UNIX_DIAG_PEER && value_len == sizeof peer)
            memcpy(&peer, value, sizeof peer);
    }
    return named ? peer : 0;
}

/* As libwayland makes it. False: there is no compositor. */
static bool find_path(char *path, size_t size)
{
    const char *display = getenv("WAYLAND_DISPLAY"), *folder = getenv("XDG_RUNTIME_DIR");
    if (!display || !*display)
        return false;
    if (*display == '/')
        return snprintf(path, size, "%s", display) < (int)size;
    return folder && snprintf(path, size, "%s/%s", folder, display) < (int)size;
}

static int ask(void)
{
    const struct question question = {
        .header = {.len = sizeof question,
                   .type = SOCK_DIAG_BY_FAMILY,
                   .flags = NLM_F_REQUEST | NLM_F_DUMP},
        .family = AF_UNIX,
        .states = ESTABLISHED,
        .show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER,
    };
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd >= 0 && send(fd, &question, sizeof question, 0) != (ssize_t)sizeof question) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Adds the clients' ends of what an answer tells of. False: it was the last, or is an error. */
static bool take(const char *answer, size_t len, const char *path, struct sockets *clients)
{
    struct message header;
    for (size_t at = 0; at < len && len - at >= sizeof header; at += ALIGNED(header.len)) {
        memcpy(&header, answer + at, sizeof header);
        if (header.len < sizeof header || header.len > len - at ||
            header.type != SOCK_DIAG_BY_FAMILY)
            return false;
        uint32_t peer =
            toplevel_peer(answer + at + sizeof header, header.len - sizeof header, path);
        if (peer != 0)
            sockets_add(clients, peer);
    }
    return len > 0;
}

/* A socket that was accepted has the address of the one that listens; its peer, the client's, has
 * none. Who waits to be accepted is in no list, and has no window either. */
bool toplevel_system_look(pid_t program)
{
    static struct sockets clients; /* too large for a stack, as the answer is */
    static char answer[ANSWER_SIZE];
    char path[sizeof((struct sockaddr_un *)NULL)->sun_path];
    int fd = find_path(path, sizeof path) ? ask() : -1;
    if (fd < 0)
        return false;
    clients.count = 0;
    ssize_t len;
    /* The kernel has answered when it has taken the question; who only plays the kernel may not. */
    while ((len = recv(fd, answer, sizeof answer, MSG_DONTWAIT)) < 0
               ? errno == EINTR
               : take(answer, (size_t)len, path, &clients))
        ;
    close(fd);
    return sockets_are_held(&clients, program);
}
