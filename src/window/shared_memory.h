/* SPDX-License-Identifier: MIT */
/* Memory that another process maps too, without a name in any file system.
 *
 * Source: memfd_create(2), the seals of fcntl(2). It is sealed against shrinking, so that a
 * compositor can read it without guarding against SIGBUS; it may be written by both.
 *
 *     int fd = shared_memory_open(len);
 *     uint8_t *pixels = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
 */
#pragma once

#include <stddef.h>

/* LEN bytes of zeros. The caller closes the descriptor, which is close-on-exec; mappings outlive
 * it. -1: errno says why. */
int shared_memory_open(size_t len);
