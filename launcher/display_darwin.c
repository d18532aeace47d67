/* SPDX-License-Identifier: MIT */
/* The display on macOS: the window server, unless the login came over the network. Owns the claim,
 * a lock that dies with its holder on a file in the user's temporary folder. */
#include "display.h"

#include "descriptors.h"
#include "notify.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

bool display_available(bool always, const char **reason)
{
    const char *against = NULL;
    if (!always && getenv("SSH_CONNECTION"))
        against = "remote display";
    else if (!always && getenv("CI"))
        against = "CI is set";
    else if (!always && notify_is_ours(getenv("NOTIFY_SOCKET")))
        against = "inside another ocamlwalk";
    if (reason)
        *reason = against;
    return !against;
}

int display_claim(void)
{
    const char *folder = getenv("TMPDIR");
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/ocamlwalk-camel-%u", folder ? folder : "/tmp",
             (unsigned)getuid());
    int fd = descriptors_raise(open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        errno = EADDRINUSE;
        return -1;
    }
    return fd;
}
