/* SPDX-License-Identifier: MIT */
/* Looks at headers of music. */
#include "music_file.h"

#include "byte_order.h"

#include <string.h>

#define OGG_PAGE_LEN   27
#define OGG_GRANULE_AT 6
#define VORBIS_RATE_AT 40 /* behind the first page's header, which has one segment */
#define RIFF_LEN       12
#define CHUNK_LEN      8
#define HOURS_24_MS    86400000

static int64_t ms_of(uint64_t samples, uint64_t rate)
{
    return rate > 0 && samples / rate < HOURS_24_MS / 1000 ? (int64_t)(samples * 1000 / rate) : 0;
}

/* The last page says how many samples there are up to its end. */
static int64_t ogg_ms(const uint8_t *bytes, size_t len)
{
    if (len < VORBIS_RATE_AT + 4 || memcmp(bytes + OGG_PAGE_LEN + 1, "\x01vorbis", 7) != 0)
        return 0;
    for (size_t at = len - OGG_PAGE_LEN; at > 0; at--)
        if (memcmp(bytes + at, "OggS", 4) == 0)
            return ms_of((uint64_t)little_endian(bytes + at + OGG_GRANULE_AT + 4, 4) << 32 |
                             little_endian(bytes + at + OGG_GRANULE_AT, 4),
                         little_endian(bytes + VORBIS_RATE_AT, 4));
    return 0;
}

static int64_t wav_ms(const uint8_t *bytes, size_t len)
{
    uint64_t bytes_a_second = 0;
    size_t chunk_len;
    for (size_t at = RIFF_LEN; at <= len && len - at >= CHUNK_LEN; at += CHUNK_LEN + chunk_len) {
        chunk_len = little_endian(bytes + at + 4, 4);
        if (memcmp(bytes + at, "data", 4) == 0)
            return ms_of(chunk_len, bytes_a_second);
        if (chunk_len > len - at - CHUNK_LEN)
            return 0;
        if (memcmp(bytes + at, "fmt ", 4) == 0 && chunk_len >= 16)
            bytes_a_second = little_endian(bytes + at + CHUNK_LEN + 8, 4);
        chunk_len += chunk_len & 1;
    }
    return 0;
}

int64_t music_file_ms(const uint8_t *bytes, size_t len)
{
    if (len > OGG_PAGE_LEN && memcmp(bytes, "OggS", 4) == 0)
        return ogg_ms(bytes, len);
    if (len > RIFF_LEN && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WAVE", 4) == 0)
        return wav_ms(bytes, len);
    return 0;
}
