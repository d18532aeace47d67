/* SPDX-License-Identifier: MIT */
/* The NOTIFY_SOCKET on Linux: in the user's own folder, where nobody else can take the address when
 * it is free again; an abstract one where there is none. */
#include "notify.h"

#include "descriptors.h"
#include "runtime_folder.h"
#include "tree.h"
#include "unix_address.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/time.h>
#include <unistd.h>

#define BATCH    12 /* datagrams: the kernel queues eleven, unix(7) */
#define USUAL_US 1000

/* A pid alone is not unique: pid namespaces may share a network namespace. The kernel has put
 * random bytes beside the environment, getauxval(3): a clock or a random device would cost. */
static void make_name(char *name, size_t size)
{
    const void *random = (const void *)getauxval(AT_RANDOM);
    uint64_t salt[2] = {0, 0};
    if (random)
        memcpy(salt, random, sizeof salt);
    /* a digest: the bytes themselves guard this process's stack */
    uint32_t digest = (uint32_t)((salt[0] ^ salt[1]) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
    snprintf(name, size, NOTIFY_SIGNATURE "%d-%" PRIx32, (int)getpid(), digest);
}

static bool bind_to(const struct notify *notify)
{
    struct sockaddr_un address;
    socklen_t size = unix_address(notify->address, &address);
    return bind(notify->fd, (struct sockaddr *)&address, size) == 0;
}

bool notify_open(struct notify *notify)
{
    char name[64];
    int on = 1;
    make_name(name, sizeof name);
    notify->fd = descriptors_raise(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (notify->fd < 0 || setsockopt(notify->fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0) {
        notify_fail(notify);
        return false;
    }
    /* What root starts may give up root, and has to find the address all the same. */
    if (geteuid() != 0 && runtime_folder_path(name, notify->address, sizeof notify->address) &&
        bind_to(notify))
        return true;
    snprintf(notify->address, sizeof notify->address, "@%s", name);
    if (bind_to(notify))
        return true;
    notify_fail(notify);
    return false;
}

void notify_mute(const struct notify *notify)
{
    /* The kernel's struct sock_filter and sock_fprog, of which musl knows nothing. A filter that
     * cuts all to nothing drops it, and the sender is told that it was sent. */
    static const struct {
        uint16_t code;
        uint8_t if_true, if_false;
        uint32_t value;
    } nothing = {.code = 0x06 /* BPF_RET | BPF_K */};
    const struct {
        unsigned short len;
        const void *filter;
    } filter = {1, &nothing};
    char packet[1];
    setsockopt(notify->fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
    /* who waits for room has it, then */
    while (recv(notify->fd, packet, sizeof packet, MSG_DONTWAIT) >= 0)
        continue;
}

/* True if nobody reads there. Pids may be another namespace's: what is at the path tells as well.
 */
static bool is_left_behind(const char *name, const char *path)
{
    struct sockaddr_un address;
    char *end;
    long pid = strtol(name + strlen(NOTIFY_SIGNATURE), &end, 10);
    if (pid <= 1 || *end != '-' || kill((pid_t)pid, 0) == 0 || errno != ESRCH)
        return false;
    socklen_t size = unix_address(path, &address);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool refused =
        fd >= 0 && connect(fd, (struct sockaddr *)&address, size) != 0 && errno == ECONNREFUSED;
    if (fd >= 0)
        close(fd);
    return refused;
}

void notify_sweep(void)
{
    char folder[NOTIFY_ADDRESS_MAX], path[NOTIFY_ADDRESS_MAX];
    DIR *listing = runtime_folder_path("", folder, sizeof folder) ? opendir(folder) : NULL;
    if (!listing)
        return;
    struct dirent *entry;
    while ((entry = readdir(listing)))
        if (strncmp(entry->d_name, NOTIFY_SIGNATURE, strlen(NOTIFY_SIGNATURE)) == 0 &&
            runtime_folder_path(entry->d_name, path, sizeof path) &&
            is_left_behind(entry->d_name, path))
            unlink(path);
    closedir(listing);
}

/* Nobody, of no user and with no process, if the kernel does not say. */
static struct ucred find_sender(struct msghdr *header)
{
    struct ucred sender = {.pid = -1, .uid = (uid_t)-1, .gid = (gid_t)-1};
    struct cmsghdr *control = CMSG_FIRSTHDR(header);
    if (control && control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_CREDENTIALS)
        memcpy(&sender, CMSG_DATA(control), sizeof sender);
    return sender;
}

/* Who is heard whoever started him; he may have ended meanwhile. */
static bool is_own(struct ucred sender)
{
    return sender.uid == 0 || sender.uid == getuid();
}

/* Abstract addresses have no permissions. STRANGER is the last who was not heard, for in a flood it
 * is always the same. */
static bool is_heard(struct ucred sender, pid_t program, pid_t *stranger)
{
    if (is_own(sender))
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
    if (sigaction(SIGALRM, &action, NULL) != 0) /* then it would be our end */
        return recvmmsg(fd, received, count, MSG_DONTWAIT, NULL);
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
    /* Whose place in the tree is to be looked up is looked up before what he sent next is taken:
     * that may be the BARRIER=1 behind which he ends. */
    int count = receive(notify->fd, received, 1);
    int more = count == 1 && is_own(find_sender(&received[0].msg_hdr))
                   ? receive(notify->fd, received + 1, BATCH - 1)
                   : 0;
    count += more > 0 ? more : 0;
    pid_t stranger = -1;
    for (int i = 0; i < count; i++)
        if (!(received[i].msg_hdr.msg_flags & MSG_TRUNC) &&
            is_heard(find_sender(&received[i].msg_hdr), program, &stranger))
            notify_add(message, packets[i], received[i].msg_len);
    return count > 0;
}
