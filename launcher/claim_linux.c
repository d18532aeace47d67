/* SPDX-License-Identifier: MIT */
/* The claim on Linux: a socket at an address that only one process can have. Who waits for it is
 * connected to its holder, who accepts nobody, and sees that connection end. The address is in the
 * user's own folder, where nobody else can take it; where there is none it is an abstract one. */
#include "claim.h"

#include "descriptors.h"
#include "display.h"
#include "runtime_folder.h"
#include "unix_address.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define NAME      "ocamlwalk-camel-"
#define TRIES_MAX 20 /* a millisecond apart */
#define LOCK_MAX  5  /* the same */
#define QUEUE     128

/* The display's name, or as much of it as fits, as that of a file. */
static void name_display(char *name, size_t size)
{
    name[0] = '\0';
    display_name(name, size);
    for (char *c = name; *c; c++)
        if (*c == '/')
            *c = '_';
}

/* The address that all launches on this display have in common; the path, if it has one, too. */
static socklen_t make_address(struct sockaddr_un *address, char path[CLAIM_PATH_MAX])
{
    char display[64], name[sizeof NAME + sizeof display], abstract[CLAIM_PATH_MAX];
    name_display(display, sizeof display);
    snprintf(name, sizeof name, NAME "%s", display);
    if (runtime_folder_path(name, path, CLAIM_PATH_MAX))
        return unix_address(path, address);
    path[0] = '\0';
    snprintf(abstract, sizeof abstract, "@" NAME "%u-%s", (unsigned)getuid(), display);
    return unix_address(abstract, address);
}

static void rest(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/* An address without a holder is removed by one at a time: two would remove each other's. The lock
 * is the folder's, and is hardly waited for: somebody may have been stopped who has it. -1: there
 * is no folder, or, EAGAIN, no lock. */
static int lock_folder(const char *path)
{
    char folder[CLAIM_PATH_MAX];
    strcpy(folder, path);
    *strrchr(folder, '/') = '\0';
    int fd = descriptors_raise(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (int tries = 0; fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0; tries++) {
        if (tries < LOCK_MAX) {
            rest();
            continue;
        }
        close(fd);
        errno = EAGAIN;
        return -1;
    }
    return fd;
}

/* One try; the socket holds the claim or waits for it. False: neither, and errno says why. */
static bool try(struct claim *claim, const struct sockaddr_un *address, socklen_t size)
{
    claim->fd = descriptors_raise(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (claim->fd < 0)
        return false;
    if (bind(claim->fd, (const struct sockaddr *)address, size) == 0) {
        claim->held = listen(claim->fd, QUEUE) == 0;
        if (claim->held)
            return true;
        if (claim->path[0])
            unlink(claim->path);
    } else if (errno == EADDRINUSE &&
               connect(claim->fd, (const struct sockaddr *)address, size) == 0) {
        return true;
    }
    int error = errno;
    close(claim->fd);
    claim->fd = -1;
    errno = error;
    return false;
}

bool claim_take(struct claim *claim)
{
    struct sockaddr_un address;
    claim_release(claim);
    socklen_t size = make_address(&address, claim->path);
    int lock_fd = claim->path[0] ? lock_folder(claim->path) : -1;
    if (claim->path[0] && lock_fd < 0)
        return false;
    for (int tries = 0; tries < TRIES_MAX && !try(claim, &address, size); tries++) {
        /* Refused: the holder was killed and left his file behind; or, where there is no file, he
         * does not listen yet, or has just gone. Not there: he has just removed it. */
        if (errno == ECONNREFUSED && claim->path[0])
            unlink(claim->path);
        else if (errno == ECONNREFUSED)
            rest();
        else if (errno != ENOENT)
            break;
    }
    int error = errno;
    if (lock_fd >= 0)
        close(lock_fd);
    errno = error;
    return claim->held;
}

void claim_release(struct claim *claim)
{
    if (claim->held && claim->path[0])
        unlink(claim->path); /* while it is still ours */
    if (claim->fd >= 0)
        close(claim->fd);
    *claim = CLAIM_NONE;
}
