/* SPDX-License-Identifier: MIT */
/* A library that SDL takes for itself ($SDL_DYNAMIC_API) and that never comes back: what a driver
 * does that hangs busily, in the splash as it is. Owns one core. */
#include <stdint.h>

int32_t SDL_DYNAPI_entry(uint32_t version, void *table, uint32_t size);

int32_t SDL_DYNAPI_entry(uint32_t version, void *table, uint32_t size)
{
    (void)version;
    (void)table;
    (void)size;
    for (volatile unsigned turns = 0;; turns++)
        continue;
}
