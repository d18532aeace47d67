/* SPDX-License-Identifier: MIT */
/* The NOTIFY_SOCKET on Linux: an abstract address, so that nothing is left in any file system,
 * whoever is killed. */
#include "notify.h"

#include "descriptors.h"
#include "tree.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define BATCH    12 /* datagrams: the kernel queues eleven, unix(7) */
#define USUAL_US 1000

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

/* Abstract addresses have no permissions. A sender may have ended meanwhile: then who he was tells.
 * STRANGER is the last who was not heard, for in a flood it is always the same. */
static bool is_heard(struct msghdr *header, pid_t program, pid_t *stranger)
{
    struct cmsghdr *control = CMSG_FIRSTHDR(header);
    struct ucred sender;
    if (!control || control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_CREDENTIALS)
        return false;
    memcpy(&sender, CMSG_DATA(control), sizeof sender);
    if (sender.uid == 0 || sender.uid == getuid())
        return true;
    if (sender.pid == *stranger)
        return false;
    if (tree_holds(program, sender.pid))
        return true;
    *stranger = sender.pid;
    return false;
}

static void interrupt(int number)
{
    (void)number;
}

/* There is no room for descriptors: the kernel closes those that come along, sd_notify's FDSTORE
 * sends some. Closing the last copy may take its time, as that of a socket that lingers does,
 * socket(7), but not when there is a signal: so there is one, if it takes longer than usual. */
static int receive(int fd, struct mmsghdr *received, unsigned count)
{
    static const struct itimerval soon = {{0, USUAL_US}, {0, USUAL_US}}, never;
    const struct sigaction action = {.sa_handler = interrupt};
    sigset_t alarm, mask;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    sigaction(SIGALRM, &action, NULL);
    sigprocmask(SIG_UNBLOCK, &alarm, &mask);
    setitimer(ITIMER_REAL, &soon, NULL);
    int taken = recvmmsg(fd, received, count, MSG_DONTWAIT, NULL);
    setitimer(ITIMER_REAL, &never, NULL);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    return taken;
}

bool notify_receive(struct notify *notify, pid_t program, struct notify_message *message)
{
    memset(message, 0, sizeof *message);
    if (notify->fd < 0)
        return false;
    /* A queue of them by one call: a program that talks in a flood waits for room in it. */
    char packets[BATCH][NOTIFY_PACKET_MAX];
    union {
        struct cmsghdr header; /* for its alignment */
        char space[CMSG_SPACE(sizeof(struct ucred))];
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
    int count = receive(notify->fd, received, BATCH);
    pid_t stranger = -1;
    for (int i = 0; i < count; i++)
        if (!(received[i].msg_hdr.msg_flags & MSG_TRUNC) &&
            is_heard(&received[i].msg_hdr, program, &stranger))
            notify_add(message, packets[i], received[i].msg_len);
    return count > 0;
}
