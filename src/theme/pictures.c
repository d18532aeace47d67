/* SPDX-License-Identifier: MIT */
/* Fetches the pictures of an act. */
#include "pictures.h"

#include "file.h"
#include "image.h"
#include "shrink.h"

void pictures_init(struct pictures *pictures, const struct theme *theme,
                   const struct theme_act *act, int scale)
{
    *pictures = (struct pictures){.theme = theme, .act = act, .scale = scale, .enlargement = 1};
}

void pictures_close(struct pictures *pictures)
{
    sheet_close(&pictures->sheet);
    animation_close(&pictures->animation);
    pictures->asked_count = 0;
}

static SDL_Surface *cut_from_sheet(struct pictures *pictures, int picture)
{
    const struct theme_act *act = pictures->act;
    struct sheet *sheet = &pictures->sheet;
    if (!sheet->is_open)
        sheet_open(sheet, pictures->theme, act, pictures->scale);
    pictures->repeat = sheet->enlargement;
    return sheet_cut(sheet, picture);
}

static bool open_animation(struct pictures *pictures)
{
    char path[THEME_PATH_MAX];
    size_t len;
    if (pictures->animation.bytes)
        return true;
    if (!image_find(pictures->theme, pictures->act->animation, pictures->scale, path,
                    &pictures->enlargement))
        return false;
    uint8_t *bytes = file_read_all(path, image_bounds_moving.file_len, &len);
    return bytes && animation_open(&pictures->animation, bytes, len);
}

/* FRAME, or what of it fits. Where it has more pixels than the theme's, they are shown where the
 * scale has room for them. */
static SDL_Surface *fit(struct pictures *pictures, SDL_Surface *frame)
{
    const struct theme_act *act = pictures->act;
    pictures->repeat = pictures->enlargement;
    if (act->fit_width == 0)
        return SDL_DuplicateSurface(frame);
    int scale = pictures->scale;
    bool has_all = frame->w >= act->fit_width * scale && frame->h >= act->fit_height * scale;
    pictures->repeat = has_all ? 1 : scale;
    int width = act->fit_width * (has_all ? scale : 1),
        height = act->fit_height * (has_all ? scale : 1);
    if (frame->w < width || frame->h < height)
        return NULL; /* another file than the one that was measured */
    return shrink(frame, width, height);
}

static SDL_Surface *take_from_animation(struct pictures *pictures, int picture)
{
    if (!open_animation(pictures))
        return NULL;
    int last = pictures->animation.file->part_count - 1; /* the larger one may be another */
    SDL_Surface *frame = animation_frame(&pictures->animation, picture < last ? picture : last);
    return frame ? fit(pictures, frame) : NULL;
}

struct sprite *pictures_decode(struct pictures *pictures, int index)
{
    const struct theme_act *act = pictures->act;
    char name[THEME_NAME_MAX];
    int picture = theme_frame_picture(act, index);
    if (!act->sheet[0] && !act->animation[0])
        return theme_frame_name(act, index, name)
                   ? image_load_frame(pictures->theme, name, pictures->scale)
                   : NULL;
    SDL_Surface *surface = NULL;
    if (!pictures->failed)
        surface = act->sheet[0] ? cut_from_sheet(pictures, picture)
                                : take_from_animation(pictures, picture);
    pictures->failed |= !surface;
    struct sprite *sprite = image_cut(surface, pictures->repeat);
    if (++pictures->asked_count >= act->picture_count)
        pictures_close(pictures);
    return sprite;
}
