/* SPDX-License-Identifier: MIT */
/* Memory that is always there: the tool has nothing to save when none is left, so it says so and
 * exits 1. */
#pragma once

#include <stddef.h>

/* COUNT things of SIZE bytes, all zero, to be freed; never NULL. */
void *memory_get(size_t count, size_t size);

/* MEMORY (may be NULL) grown or cut to LEN bytes; LEN > 0. */
void *memory_resize(void *memory, size_t len);
