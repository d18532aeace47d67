/* SPDX-License-Identifier: MIT */
/* The NOTIFY_SOCKET on macOS: a path in the user's own temporary folder, removed by notify_close.
 */
#include "notify.h"

#include "descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

bool notify_open(struct notify *notify)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const char *folder = getenv("TMPDIR");
    int len = snprintf(notify->address, sizeof notify->address, "%s/" NOTIFY_SIGNATURE "%d",
                       folder ? folder : "/tmp", (int)getpid());
    notify->fd = -1;
    if (len < 0 || (size_t)len >= sizeof notify->address ||
        (size_t)len >= sizeof address.sun_path) {
        notify->address[0] = '\0';
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(address.sun_path, notify->address);
    notify->fd = descriptors_raise(socket(AF_UNIX, SOCK_DGRAM, 0));
    mode_t mask = umask(077);
    bool bound =
        notify->fd >= 0 && bind(notify->fd, (struct sockaddr *)&address, sizeof address) == 0;
    umask(mask);
    if (bound && fcntl(notify->fd, F_SETFD, FD_CLOEXEC) == 0 &&
        fcntl(notify->fd, F_SETFL, O_NONBLOCK) == 0)
        return true;
    notify_fail(notify);
    return false;
}

void notify_mute(const struct notify *notify)
{
    int large = 1 << 20; /* there are no filters; room for what a program says in a launch */
    setsockopt(notify->fd, SOL_SOCKET, SO_RCVBUF, &large, sizeof large);
}

bool notify_receive(struct notify *notify, pid_t program, struct notify_message *message)
{
    (void)program; /* the folder is this user's alone */
    memset(message, 0, sizeof *message);
    if (notify->fd < 0)
        return false;
    char packet[NOTIFY_PACKET_MAX + 1]; /* one more, to tell a packet that was cut */
    ssize_t len;
    do
        len = recv(notify->fd, packet, sizeof packet, MSG_DONTWAIT);
    while (len < 0 && errno == EINTR);
    if (len < 0)
        return false;
    notify_add(message, packet, (size_t)len);
    return true;
}

void notify_sweep(void)
{
    /* the system empties the folder */
}
