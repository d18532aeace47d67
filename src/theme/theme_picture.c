/* SPDX-License-Identifier: MIT */
/* Makes a theme of a picture: the stage around it, and the one act that it is. */
#include "theme_picture.h"

#include "file.h"
#include "theme_act.h"
#include "theme_notes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FILE_LEN_MAX (8 << 20)
#define STILL_MS     10000
#define SIDE_PX_MAX  2048 /* of one that anybody decodes, see image.c */

/* Of the card, in 1x pixels. The picture is mounted on it, or, with clear parts, all there is. */
#define FIT_WIDTH    480
#define FIT_HEIGHT   360
#define WIDTH_MIN    160
#define MARGIN       12
#define CAPTION_SIZE 11
#define CAPTION_FOOT 24

static const uint8_t ink[3] = {0x4a, 0x3c, 0x2c};

/* As large as it can be within the card's bounds, and not larger than it is. */
static void fit(struct theme_act *act, const struct animation_file *file)
{
    int64_t width = file->width, height = file->height;
    if (width > FIT_WIDTH || height > FIT_HEIGHT) {
        bool is_wide = width * FIT_HEIGHT > height * FIT_WIDTH;
        int64_t fitted_width = is_wide ? FIT_WIDTH : (width * FIT_HEIGHT + height / 2) / height;
        int64_t fitted_height = is_wide ? (height * FIT_WIDTH + width / 2) / width : FIT_HEIGHT;
        width = fitted_width > 0 ? fitted_width : 1;
        height = fitted_height > 0 ? fitted_height : 1;
    }
    act->fit_width = (int)width;
    act->fit_height = (int)height;
}

static void set_stage(struct theme *theme, bool has_alpha)
{
    const struct theme_act *walk = &theme->acts[GAIT_WALK];
    int margin = has_alpha ? 0 : MARGIN, foot = has_alpha ? 0 : CAPTION_FOOT;
    int width = walk->fit_width + 2 * margin;
    theme->cutout = has_alpha;
    theme->width = width < WIDTH_MIN && !has_alpha ? WIDTH_MIN : width < 16 ? 16 : width;
    theme->height = walk->fit_height + margin + (foot > 0 ? foot : margin);
    if (theme->height < 16)
        theme->height = 16;
    theme->camel_x = (theme->width - walk->fit_width) / 2;
    theme->camel_y = margin;
    theme->view_width = theme->width;
    theme->view_height = theme->height;
    theme->caption_size = has_alpha ? 0 : CAPTION_SIZE;
    theme->caption_x = margin;
    theme->caption_y = theme->height - CAPTION_FOOT + 4;
    if (theme->caption_y < 0)
        theme->caption_y = 0;
    theme->progress_y = theme->height - (has_alpha ? 1 : 4);
    memcpy(theme->caption_color, ink, sizeof ink);
}

static bool split(const char *path, char folder[THEME_PATH_MAX], const char **name)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 1;
    *name = slash ? slash + 1 : path;
    if (len >= THEME_PATH_MAX || strlen(*name) >= THEME_NAME_MAX)
        return false;
    memcpy(folder, slash ? path : ".", len);
    if (len == 0)
        folder[len++] = '/';
    folder[len] = '\0';
    return true;
}

/* EINVAL, when that has been said. */
static bool refuse(struct theme_notes *notes, const char *why)
{
    theme_notes_fault(notes, 0, "%s", why);
    errno = EINVAL;
    return false;
}

bool theme_picture_load(struct theme *theme, const char *path, struct theme_notes *notes)
{
    static struct animation_file file; /* read by one thread, before the first frame */
    const char *name;
    size_t len;
    theme_init(theme);
    theme->is_picture = true;
    if (!split(path, theme->folder, &name))
        return refuse(notes, "its name is too long");
    uint8_t *bytes = file_read_all(path, FILE_LEN_MAX, &len);
    bool known = bytes && animation_file_read(&file, bytes, len);
    free(bytes);
    if (!bytes)
        return refuse(notes, "cannot be read, or has more than 8 MiB");
    if (!known)
        return refuse(notes, "is no picture, or a damaged one; wanted: a GIF, WebP, PNG or JPEG, "
                             "or the folder of a theme");
    if (file.width > SIDE_PX_MAX || file.height > SIDE_PX_MAX)
        return refuse(notes, "is a picture too large; wanted: at most 2048 x 2048 pixels");
    if (file.part_count > 1 && (uint64_t)file.width * file.height > ANIMATION_PIXELS_MAX)
        return refuse(notes, "is a moving picture too large; wanted: at most 1 Mi pixels");
    struct theme_act *walk = &theme->acts[GAIT_WALK];
    strcpy(walk->animation, name);
    strcpy(theme->name, name);
    theme_act_time(walk, &file);
    if (file.part_count == 1)
        walk->frame_ms = STILL_MS;
    fit(walk, &file);
    set_stage(theme, file.has_alpha);
    return true;
}
