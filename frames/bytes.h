/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns memory that grows: a file before it is written. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    unsigned char *data;
    size_t len, room;
};

void bytes_add(struct bytes *bytes, const void *data, size_t len);
/* most significant byte first, as PNG and ICNS have it */
void bytes_add_u32(struct bytes *bytes, uint32_t value);
void bytes_add_u16(struct bytes *bytes, uint16_t value);
/* a PNG chunk: length, name, data, checksum (PNG specification, 5.3) */
void bytes_add_chunk(struct bytes *bytes, const char name[4], const void *data, size_t len);
uint32_t bytes_u32(const unsigned char *data);

/* false: errno says why; a half-written file is removed */
bool bytes_write(const struct bytes *bytes, const char *path);
void bytes_free(struct bytes *bytes);
