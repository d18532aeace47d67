/* SPDX-License-Identifier: MIT */
/* What --play writes. */
#include "play.h"

#include "plugin.h"
#include "soundtrack_score.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#define CHUNK_SAMPLES 3072
#define FRAME_BYTES   4
#define FULL_PERCENT  100
/* A change is asked for a little before the round is over, and comes with its last footfall. */
#define ASK_SAMPLES  (MIXER_RATE_HZ / 5)
#define LOOP_FADE_MS 120  /* of what plays, under the end */
#define LAST_FADE_MS 1500 /* where the theme has no end */

static bool write_all(int fd, const unsigned char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        len -= (size_t)written;
    }
    return true;
}

static void put(unsigned char *bytes, size_t len, uint32_t value)
{
    for (size_t i = 0; i < len; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
}

static bool write_header(int fd, int64_t sample_count)
{
    unsigned char header[44] = "RIFF\0\0\0\0WAVEfmt \20\0\0\0\1\0\2\0\0\0\0\0\0\0\0\0\4\0\20\0data";
    int64_t bytes = sample_count * FRAME_BYTES;
    uint32_t bounded = bytes > UINT32_MAX - 36 ? UINT32_MAX - 36 : (uint32_t)bytes;
    put(header + 4, 4, bounded + 36);
    put(header + 24, 4, MIXER_RATE_HZ);
    put(header + 28, 4, MIXER_RATE_HZ * FRAME_BYTES);
    put(header + 40, 4, bounded);
    return write_all(fd, header, sizeof header);
}

/* So many samples more. */
static bool write_samples(int fd, const struct soundtrack_player *player, int64_t count)
{
    int16_t samples[2 * CHUNK_SAMPLES];
    unsigned char bytes[FRAME_BYTES * CHUNK_SAMPLES];
    for (int64_t left = count; left > 0; left -= CHUNK_SAMPLES) {
        int64_t now = left < CHUNK_SAMPLES ? left : CHUNK_SAMPLES;
        player->render(samples, now);
        for (int64_t i = 0; i < 2 * now; i++)
            put(bytes + 2 * i, 2, (uint16_t)samples[i]);
        if (!write_all(fd, bytes, (size_t)now * FRAME_BYTES))
            return false;
    }
    return true;
}

/* A round of a section, then on to the next one. */
static bool write_round(int fd, const struct soundtrack_player *player, int64_t length,
                        int64_t next_length, enum gait next)
{
    if (length <= ASK_SAMPLES || next_length == 0)
        return write_samples(fd, player, length);
    if (!write_samples(fd, player, length - ASK_SAMPLES))
        return false;
    player->change(next);
    return write_samples(fd, player, ASK_SAMPLES);
}

/* The walk once, the gallop once, half a stand, the end. */
static bool write_sections(int fd, const struct soundtrack_player *player)
{
    int64_t walk = player->length(GAIT_WALK), gallop = player->length(GAIT_GALLOP);
    int64_t stand = player->length(GAIT_STAND) / 2, end = player->length(SECTION_END);
    int64_t last = end > 0 ? end : LAST_FADE_MS * MIXER_RATE_HZ / 1000;
    if (!write_header(fd, walk + gallop + stand + last) ||
        !write_round(fd, player, walk, gallop, GAIT_GALLOP) ||
        !write_round(fd, player, gallop, stand, GAIT_STAND) || !write_samples(fd, player, stand))
        return false;
    player->fade(end > 0 ? LOOP_FADE_MS : LAST_FADE_MS, (int)(last * 1000 / MIXER_RATE_HZ));
    return write_samples(fd, player, last);
}

static bool write_stream(int fd, const struct soundtrack_player *player)
{
    int64_t length = player->length(GAIT_WALK);
    return write_header(fd, length) && write_samples(fd, player, length);
}

bool play_write(const char *theme_folder, int fd)
{
    static struct soundtrack_score score; /* static: the player borrows it for good */
    static struct theme theme;
    if (!theme_load(&theme, theme_folder) || !soundtrack_score_read(&score, &theme, FULL_PERCENT))
        return false;
    const struct soundtrack_player *player =
        plugin_load(SOUNDTRACK_PLAYER_FILE, SOUNDTRACK_PLAYER_SYMBOL);
    if (!player || player->open_silent(&score))
        return false;
    return (score.stream ? write_stream(fd, player) : write_sections(fd, player)) || errno == EPIPE;
}
