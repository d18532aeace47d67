/* SPDX-License-Identifier: MIT */
/* A file in memory, and the numbers and chunks of PNG. */
#include "bytes.h"

#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bytes_add(struct bytes *bytes, const void *data, size_t len)
{
    if (bytes->len + len > bytes->room) {
        bytes->room = (bytes->len + len) * 2;
        bytes->data = memory_resize(bytes->data, bytes->room);
    }
    memcpy(bytes->data + bytes->len, data, len);
    bytes->len += len;
}

void bytes_add_u32(struct bytes *bytes, uint32_t value)
{
    const unsigned char big[4] = {(unsigned char)(value >> 24), (unsigned char)(value >> 16),
                                  (unsigned char)(value >> 8), (unsigned char)value};
    bytes_add(bytes, big, sizeof big);
}

void bytes_add_u16(struct bytes *bytes, uint16_t value)
{
    const unsigned char big[2] = {(unsigned char)(value >> 8), (unsigned char)value};
    bytes_add(bytes, big, sizeof big);
}

/* PNG specification, annex D. */
static uint32_t checksum(const unsigned char *data, size_t len)
{
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < len; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
    }
    return crc ^ 0xffffffffu;
}

void bytes_add_chunk(struct bytes *bytes, const char name[4], const void *data, size_t len)
{
    bytes_add_u32(bytes, (uint32_t)len);
    size_t begin = bytes->len;
    bytes_add(bytes, name, 4);
    if (len > 0)
        bytes_add(bytes, data, len);
    bytes_add_u32(bytes, checksum(bytes->data + begin, bytes->len - begin));
}

uint32_t bytes_u32(const unsigned char *data)
{
    return (uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
}

bool bytes_write(const struct bytes *bytes, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool good = fwrite(bytes->data, 1, bytes->len, file) == bytes->len;
    good = fclose(file) == 0 && good;
    if (!good)
        remove(path);
    return good;
}

void bytes_free(struct bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct bytes){0};
}
