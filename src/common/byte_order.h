/* SPDX-License-Identifier: MIT */
/* Numbers as files have them, whatever this machine's own order is. The bytes have to be there. */
#pragma once

#include <stdint.h>

static inline uint32_t big_endian(const uint8_t bytes[4])
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Of LEN bytes, at most 4. */
static inline uint32_t little_endian(const uint8_t *bytes, int len)
{
    uint32_t number = 0;
    for (int i = len - 1; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}
