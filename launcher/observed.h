/* SPDX-License-Identifier: MIT */
/* What is observed of one program: its process, what it writes, what it says of itself, its end.
 * Made by the launcher before the program starts, then handed to the wings. */
#pragma once

#include "notify.h"
#include "watch.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct observed {
    pid_t program;      /* 0: none yet, or none at all */
    uint64_t written;   /* bytes its process had written before it became the program */
    int over_fd;        /* readable when the launch is over; see launch.c. -1: never */
    bool witnesses;     /* a launcher asks over it what the group has been sent; see witness.h */
    struct watch watch; /* aimed at its output */
    struct notify notify;
    int64_t started_ms; /* monotonic: the delay counts from here */
    bool shows_failure; /* of the program: there is no terminal, where anybody would see it */
};

#define OBSERVED_NOTHING \
    ((struct observed){  \
        .over_fd = -1, .watch = {.fd = -1, .outputs = {-1, -1}}, .notify = {.fd = -1}})
