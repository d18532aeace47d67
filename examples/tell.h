/* SPDX-License-Identifier: MIT */
/* Tells whoever started the program what it does, by sd_notify's protocol: ocamlwalk, or a service
 * manager. To be copied; it wants POSIX, and no library.
 *
 *     tell("STATUS=Loading %s\nX_OCAMLWALK_PROGRESS=%.2f", name, done / total);
 *     tell("READY=1");
 *
 * A line for each key, so no newline in NAME. Never waits. 0: told; -1: nobody listens, or has
 * room. */
#ifndef OCAMLWALK_TELL_H
#define OCAMLWALK_TELL_H

#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

__attribute__((format(printf, 1, 2))) static inline int tell(const char *format, ...)
{
    char text[4096]; /* a longer message is heard by nobody */
    struct sockaddr_un address;
    const char *name = getenv("NOTIFY_SOCKET");
    va_list values;
    va_start(values, format);
    int len = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    if (!name || (*name != '/' && *name != '@') || strlen(name) >= sizeof address.sun_path ||
        len < 0 || (size_t)len >= sizeof text)
        return -1;
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    memcpy(address.sun_path, name, strlen(name));
    if (*name == '@') /* an abstract address, unix(7) */
        address.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (fd < 0)
        return -1;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    ssize_t sent = sendto(fd, text, (size_t)len, MSG_DONTWAIT, (const struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name)));
    close(fd);
    return sent < 0 ? -1 : 0;
}

#endif
