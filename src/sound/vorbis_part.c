/* SPDX-License-Identifier: MIT */
/* Reads by libvorbisfile. */
#include "vorbis_part.h"

#include "file.h"
#include "mixer.h"

#define OV_EXCLUDE_STATIC_CALLBACKS
#include <SDL_endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vorbis/vorbisfile.h>

#define CHANNELS     2
#define SAMPLE_BYTES (CHANNELS * (int)sizeof(int16_t))
#define READ_MAX     (64 << 10)

struct vorbis_part {
    OggVorbis_File file;
};

static FILE *open_file(const char *path)
{
    int fd = file_open(path, NULL);
    FILE *file = fd >= 0 ? fdopen(fd, "rb") : NULL;
    if (fd >= 0 && !file)
        close(fd);
    return file;
}

static bool fits(OggVorbis_File *file)
{
    const vorbis_info *info = ov_info(file, -1);
    return info && info->channels == CHANNELS && info->rate == MIXER_RATE_HZ;
}

/* By the first packet, which is the first page's and of a fixed form (Vorbis I, 4.2.2): opening the
 * file would unpack all its codebooks. */
bool vorbis_part_fits(const char *path)
{
    enum { PACKET = 28, NAME = PACKET + 1, CHANNEL_COUNT = PACKET + 11, RATE = PACKET + 12 };
    uint8_t head[RATE + 4];
    bool whole = file_read_head(path, (char *)head, sizeof head) == (ssize_t)sizeof head;
    uint32_t rate = 0;
    for (int i = 3; whole && i >= 0; i--)
        rate = rate << 8 | head[RATE + i];
    return whole && memcmp(head, "OggS", 4) == 0 && memcmp(head + NAME, "vorbis", 6) == 0 &&
           head[CHANNEL_COUNT] == CHANNELS && rate == MIXER_RATE_HZ;
}

struct vorbis_part *vorbis_part_open(const char *path, int64_t *sample_count)
{
    struct vorbis_part *part = malloc(sizeof *part);
    FILE *opened = part ? open_file(path) : NULL;
    if (!opened || ov_open(opened, &part->file, NULL, 0) != 0) {
        if (opened)
            fclose(opened);
        free(part);
        return NULL;
    }
    *sample_count = ov_pcm_total(&part->file, -1);
    if (fits(&part->file) && ov_streams(&part->file) == 1 && *sample_count > 0)
        return part;
    vorbis_part_close(part);
    return NULL;
}

int64_t vorbis_part_read(struct vorbis_part *part, int16_t *samples, int64_t count)
{
    const int big_endian = SDL_BYTEORDER == SDL_BIG_ENDIAN;
    int64_t done = 0;
    while (done < count) {
        int64_t bytes = (count - done) * SAMPLE_BYTES;
        int stream;
        long got = ov_read(&part->file, (char *)(samples + CHANNELS * done),
                           bytes < READ_MAX ? (int)bytes : READ_MAX, big_endian,
                           (int)sizeof *samples, 1, &stream);
        if (got <= 0 && got != OV_HOLE)
            break;
        done += got > 0 ? got / SAMPLE_BYTES : 0;
    }
    return done;
}

void vorbis_part_close(struct vorbis_part *part)
{
    if (!part)
        return;
    ov_clear(&part->file);
    free(part);
}
