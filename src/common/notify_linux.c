/* SPDX-License-Identifier: MIT */
/* The NOTIFY_SOCKET on Linux: an abstract address, so that nothing is left in any file system,
 * whoever is killed. */
#include "notify.h"

#include "descriptors.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define BATCH 12 /* datagrams: the kernel queues eleven, unix(7) */
#define RIGHTS_MAX \
    8 /* descriptors that come along and are closed; more of them the kernel closes */

bool notify_open(struct notify *notify)
{
    /* A pid alone is not unique: pid namespaces may share a network namespace. The kernel has put
     * random bytes beside the environment, getauxval(3): a clock or a random device would cost. */
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const void *random = (const void *)getauxval(AT_RANDOM);
    uint64_t salt[2] = {0, 0};
    int on = 1;
    if (random)
        memcpy(salt, random, sizeof salt);
    /* a digest: the bytes themselves guard this process's stack */
    uint32_t digest = (uint32_t)((salt[0] ^ salt[1]) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
    int len = snprintf(notify->address, sizeof notify->address, "@" NOTIFY_SIGNATURE "%d-%" PRIx32,
                       (int)getpid(), digest);
    memcpy(address.sun_path + 1, notify->address + 1, (size_t)len - 1);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)len);
    notify->fd = descriptors_raise(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (notify->fd >= 0 && setsockopt(notify->fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0 &&
        bind(notify->fd, (struct sockaddr *)&address, size) == 0)
        return true;
    notify_fail(notify);
    return false;
}

/* Abstract addresses have no permissions: whoever is neither this user nor root is not heard. */
static bool sent_by(struct msghdr *header, uid_t user)
{
    for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control;
         control = CMSG_NXTHDR(header, control)) {
        if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_CREDENTIALS) {
            struct ucred sender;
            memcpy(&sender, CMSG_DATA(control), sizeof sender);
            return sender.uid == user || sender.uid == 0;
        }
    }
    return false;
}

/* SCM_RIGHTS that came uninvited would leak: sd_notify's FDSTORE sends descriptors. */
static void close_rights(struct msghdr *header)
{
    for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control;
         control = CMSG_NXTHDR(header, control)) {
        if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(control) + i * sizeof fd, sizeof fd);
            close(fd);
        }
    }
}

bool notify_receive(struct notify *notify, struct notify_message *message)
{
    memset(message, 0, sizeof *message);
    if (notify->fd < 0)
        return false;
    /* A queue of them by one call: a program that talks in a flood waits for room in it. */
    char packets[BATCH][NOTIFY_PACKET_MAX];
    union {
        struct cmsghdr header; /* for its alignment */
        char space[CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(RIGHTS_MAX * sizeof(int))];
    } controls[BATCH];
    struct iovec iovs[BATCH];
    struct mmsghdr received[BATCH] = {0};
    for (int i = 0; i < BATCH; i++) {
        iovs[i] = (struct iovec){packets[i], NOTIFY_PACKET_MAX};
        received[i].msg_hdr.msg_iov = &iovs[i];
        received[i].msg_hdr.msg_iovlen = 1;
        received[i].msg_hdr.msg_control = &controls[i];
        received[i].msg_hdr.msg_controllen = sizeof controls[i];
    }
    const uid_t user = getuid();
    int count;
    do
        count = recvmmsg(notify->fd, received, BATCH, MSG_DONTWAIT | MSG_CMSG_CLOEXEC, NULL);
    while (count < 0 && errno == EINTR);
    for (int i = 0; i < count; i++) {
        struct msghdr *header = &received[i].msg_hdr;
        close_rights(header);
        if ((header->msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0 && sent_by(header, user))
            notify_add(message, packets[i], received[i].msg_len);
    }
    return count > 0;
}
