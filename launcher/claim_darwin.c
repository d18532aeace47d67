/* SPDX-License-Identifier: MIT */
/* The claim on macOS: a lock that dies with its holder on a file in the user's temporary folder.
 * Nobody waits for it. */
#include "claim.h"

#include "descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

bool claim_take(struct claim *claim)
{
    const char *folder = getenv("TMPDIR");
    char path[PATH_MAX];
    claim_release(claim);
    snprintf(path, sizeof path, "%s/ocamlwalk-camel-%u", folder ? folder : "/tmp",
             (unsigned)getuid());
    claim->fd = descriptors_raise(open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    claim->held = claim->fd >= 0 && flock(claim->fd, LOCK_EX | LOCK_NB) == 0;
    if (claim->held)
        return true;
    claim_release(claim);
    errno = EADDRINUSE;
    return false;
}

void claim_release(struct claim *claim)
{
    if (claim->fd >= 0)
        close(claim->fd);
    *claim = CLAIM_NONE;
}
