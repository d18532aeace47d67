/* SPDX-License-Identifier: MIT */
/* A file before it is written: memory that grows. Owned by whoever has the struct; bytes_free. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    unsigned char *data;
    size_t len, room;
};

void bytes_add(struct bytes *bytes, const void *data, size_t len);
/* Most significant byte first, as PNG and ICNS have it. */
void bytes_add_u32(struct bytes *bytes, uint32_t value);
void bytes_add_u16(struct bytes *bytes, uint16_t value);
/* A PNG chunk: length, name, data, checksum (PNG specification, 5.3). */
void bytes_add_chunk(struct bytes *bytes, const char name[4], const void *data, size_t len);
uint32_t bytes_u32(const unsigned char *data);

/* False: errno says why; a half-written file is removed. */
bool bytes_write(const struct bytes *bytes, const char *path);
void bytes_free(struct bytes *bytes);
