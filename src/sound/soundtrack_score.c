/* SPDX-License-Identifier: MIT */
/* A theme's music, looked up once the camel is on the screen. */
#include "soundtrack_score.h"

#include "theme_file.h"

#include <math.h>
#include <string.h>

double soundtrack_score_stride_ms(double beats_per_minute, double camel_stride_ms)
{
    if (!(beats_per_minute > 0))
        return camel_stride_ms;
    double beat_ms = 60000 / beats_per_minute;
    return beat_ms * exp2(round(log2(camel_stride_ms / beat_ms)));
}

static const char *path_of(const struct theme *theme, const char *file)
{
    char path[THEME_PATH_MAX];
    return theme_file_find(theme->folder, file, path) ? strdup(path) : NULL;
}

/* The paths of FILES, which commas part. */
static int read_parts(const char *parts[MIXER_PARTS_MAX], const struct theme *theme,
                      const char *files)
{
    int count = 0;
    while (count < MIXER_PARTS_MAX && *files) {
        char file[THEME_NAME_MAX] = "";
        size_t len = strcspn(files, ",");
        const char *end = files + len;
        while (len > 0 && strchr(" \t", *files)) {
            files++;
            len--;
        }
        while (len > 0 && strchr(" \t", files[len - 1]))
            len--;
        strncat(file, files, len);
        if (len > 0 && (parts[count] = path_of(theme, file)))
            count++;
        files = *end ? end + 1 : end;
    }
    return count;
}

static void read_section(struct soundtrack_section *section, const struct theme *theme,
                         const struct theme_music *music, const struct theme_act *gait)
{
    section->stride_ms = gait->frame_count * gait->frame_ms;
    double stride_ms = soundtrack_score_stride_ms(music->tempo, section->stride_ms);
    section->stride_samples = (int64_t)round(stride_ms * MIXER_RATE_HZ / 1000);
    section->part_count = read_parts(section->parts, theme, music->files);
}

bool soundtrack_score_read(struct soundtrack_score *score, const struct theme *theme,
                           int volume_percent)
{
    const struct theme_act *walk = &theme->acts[GAIT_WALK];
    const struct theme_act *gallop = &theme->acts[GAIT_GALLOP];
    *score =
        (struct soundtrack_score){.volume_percent = volume_percent, .volume_db = theme->volume_db};
    for (int i = 0; i < SECTION_COUNT; i++)
        read_section(&score->sections[i], theme, &theme->music[i],
                     i == GAIT_GALLOP && gallop->frame_count > 0 ? gallop : walk);
    /* the walk is what a show begins with: sections without one are none */
    if (score->sections[GAIT_WALK].part_count > 0)
        return true;
    if (!theme->soundtrack[0] || !(score->stream = path_of(theme, theme->soundtrack)))
        return false;
    score->stream_has_tempo = theme->music[GAIT_WALK].tempo > 0;
    return true;
}
