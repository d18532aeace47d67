/* SPDX-License-Identifier: MIT */
/* The claim: the one place for a camel on a display, for each user. It ends with its holder,
 * however he ends, and whoever waits for it is told.
 *
 *     struct claim claim = CLAIM_NONE;
 *     while (!claim_take(&claim) && claim.fd >= 0)
 *         poll(&(struct pollfd){claim.fd, POLLIN, 0}, 1, -1);
 *     …
 *     claim_release(&claim);
 */
#pragma once

#include "unix_address.h"

#include <stdbool.h>

#define CLAIM_PATH_MAX UNIX_ADDRESS_MAX

struct claim {
    int fd; /* it holds the claim; or it becomes readable when that is worth another try; -1:
             * neither */
    bool held;
    char path[CLAIM_PATH_MAX]; /* of the file that is to go with it; "": none */
};

#define CLAIM_NONE ((struct claim){.fd = -1})

/* Takes the claim, now or, if it is somebody else's, in another try. The descriptor is
 * close-on-exec and above 2. False: it is taken, or cannot be; errno says why if fd is -1: EAGAIN
 * that others are just at it. */
bool claim_take(struct claim *claim);

/* Gives it up, or the waiting for it. Harmless twice. */
void claim_release(struct claim *claim);
