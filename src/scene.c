/* SPDX-License-Identifier: MIT */
/* In a launch: everything that is seen on the card.
 * Owns the art of the theme, and the caption once it has come. */
#include "scene.h"

#include "picture.h"

#define BAND_ROWS 32

/* The colour of a card without a backdrop: paper. */
#define PAPER_RGB 0xe6, 0xdf, 0xcf

/* The picture of EXPOSURE; that of the walk's beginning where there is none. */
static struct print *picture_of(struct scene *scene, const struct exposure *exposure)
{
    struct frames *frames = &scene->acts[exposure->act];

    if (!frames->exposures[0] &&
        !frames_open(frames, scene->theme, &scene->theme->acts[exposure->act], scene->scale))
        return frames_get(&scene->acts[THEME_GAIT_WALK], 0);
    return frames_get(frames, exposure->frame);
}

bool scene_open(struct scene *scene, const struct theme *theme, int scale)
{
    char first[THEME_NAME_MAX];

    if (theme_frame_name(&theme->acts[THEME_GAIT_WALK], 0, first))
        scale = picture_scale(theme, first, scale);
    *scene = (struct scene){
        .theme = theme,
        .scale = scale,
        .progress_percent = -1,
        .all_changed = true,
    };
    if (!frames_open(&scene->acts[THEME_GAIT_WALK], theme, &theme->acts[THEME_GAIT_WALK], scale))
        return false;
    /* a theme without one of these, or with a broken one, still has a camel */
    if (theme->backdrop[0])
        scene->backdrop = picture_load(theme, theme->backdrop, scale);
    if (theme->grid[0])
        scene->grid = picture_load(theme, theme->grid, scale);
    if (theme->ground[0])
        scene->ground = picture_load(theme, theme->ground, scale);
    return true;
}

int scene_width(const struct scene *scene)
{
    return scene->theme->width * scene->scale;
}

int scene_height(const struct scene *scene)
{
    return scene->theme->height * scene->scale;
}

void scene_caption(struct scene *scene, SDL_Surface *caption)
{
    SDL_FreeSurface(scene->caption);
    scene->caption = caption;
    scene->words_changed = true;
}

void scene_progress(struct scene *scene, int progress_percent)
{
    scene->words_changed |= progress_percent != scene->progress_percent;
    scene->progress_percent = progress_percent;
}

void scene_spoil(struct scene *scene)
{
    scene->all_changed = true;
}

bool scene_changed(const struct scene *scene)
{
    return scene->all_changed || scene->words_changed;
}

/* The rows that TILE covers when it stands at Y, or nothing if there is no tile. */
static SDL_Rect tile_band(const struct scene *scene, const struct print *tile, int y)
{
    return tile ? (SDL_Rect){0, y * scene->scale, scene_width(scene), tile->height} : (SDL_Rect){0};
}

static SDL_Rect camel_place(const struct scene *scene, int act, const struct print *picture)
{
    const struct theme *theme = scene->theme;

    return (SDL_Rect){(theme->camel_x + theme->acts[act].x) * scene->scale,
                      (theme->camel_y + theme->acts[act].y) * scene->scale, picture->width,
                      picture->height};
}

static SDL_Rect view(const struct scene *scene)
{
    const struct theme *theme = scene->theme;

    return (SDL_Rect){theme->view_x * scene->scale, theme->view_y * scene->scale,
                      theme->view_width * scene->scale, theme->view_height * scene->scale};
}

/* All that moves from frame to frame, as one rectangle: grid, ground and camel overlap anyway. (To
 * take them off by their runs and draw them again touches a third of the pixels and takes longer.)
 * The camel's last place is in it, for another act may have left its picture there. */
static SDL_Rect moving_part(const struct scene *scene, const SDL_Rect *camel, int64_t ground_px)
{
    SDL_Rect grid = tile_band(scene, scene->grid, scene->theme->grid_y);
    SDL_Rect ground = tile_band(scene, scene->ground, scene->theme->ground_y);
    SDL_Rect moving, opening = view(scene), seen = {0};

    SDL_UnionRect(camel, &scene->camel, &moving);
    if (ground_px != scene->ground_px) {
        SDL_UnionRect(&moving, &grid, &moving);
        SDL_UnionRect(&moving, &ground, &moving);
    }
    SDL_IntersectRect(&moving, &opening, &seen);
    return seen;
}

static SDL_Rect words_part(const struct scene *scene)
{
    const struct theme *theme = scene->theme;
    int bottom = theme->progress_y + 2 > theme->caption_y + 2 * theme->caption_size
                     ? theme->progress_y + 2
                     : theme->caption_y + 2 * theme->caption_size;

    return (SDL_Rect){0, theme->caption_y * scene->scale, scene_width(scene),
                      (bottom - theme->caption_y) * scene->scale};
}

/* TILE side by side over the whole width, gone by to the left by GROUND_PX. */
static void draw_tiles(SDL_Surface *canvas, const struct print *tile, int y, int64_t ground_px)
{
    int gone_by = (int)(ground_px % tile->width);

    if (gone_by < 0)
        gone_by += tile->width;
    for (int x = -gone_by; x < canvas->w; x += tile->width)
        print_show(tile, canvas, x, y);
}

static void draw_hairline(const struct scene *scene, SDL_Surface *canvas)
{
    const struct theme *theme = scene->theme;
    const uint8_t *rgb = theme->caption_color;
    int whole = theme->width - 2 * theme->caption_x;
    SDL_Rect line = {theme->caption_x * scene->scale, theme->progress_y * scene->scale,
                     whole * scene->scale * scene->progress_percent / 100, scene->scale};

    if (scene->progress_percent >= 0 && line.w > 0)
        SDL_FillRect(canvas, &line, SDL_MapRGB(canvas->format, rgb[0], rgb[1], rgb[2]));
}

static void draw_words(const struct scene *scene, SDL_Surface *canvas)
{
    const struct theme *theme = scene->theme;

    if (scene->caption)
        SDL_BlitSurface(
            scene->caption, NULL, canvas,
            &(SDL_Rect){theme->caption_x * scene->scale, theme->caption_y * scene->scale, 0, 0});
    draw_hairline(scene, canvas);
}

/* Draws PART of the card, from back to front. */
static void draw_band(const struct scene *scene, SDL_Surface *canvas, const SDL_Rect *part,
                      const struct print *picture, int64_t ground_px)
{
    const struct theme *theme = scene->theme;
    SDL_Rect opening = view(scene), seen;

    SDL_SetClipRect(canvas, part);
    if (scene->backdrop)
        print_show(scene->backdrop, canvas, 0, 0);
    else
        SDL_FillRect(canvas, NULL, theme->cutout ? 0 : SDL_MapRGB(canvas->format, PAPER_RGB));
    if (SDL_IntersectRect(part, &opening, &seen)) {
        SDL_SetClipRect(canvas, &seen);
        if (scene->grid)
            draw_tiles(canvas, scene->grid, theme->grid_y * scene->scale, ground_px);
        if (scene->ground)
            draw_tiles(canvas, scene->ground, theme->ground_y * scene->scale, ground_px);
        print_show(picture, canvas, scene->camel.x, scene->camel.y);
        SDL_SetClipRect(canvas, part);
    }
    draw_words(scene, canvas);
    SDL_SetClipRect(canvas, NULL);
}

/* The same for more rows, so few at a time that what lies behind is in the cache still when the
 * next is drawn on it. */
static void draw(const struct scene *scene, SDL_Surface *canvas, const SDL_Rect *part,
                 const struct print *picture, int64_t ground_px)
{
    SDL_Rect band = *part;

    for (int left = part->h; left > 0; left -= BAND_ROWS, band.y += BAND_ROWS) {
        band.h = left < BAND_ROWS ? left : BAND_ROWS;
        draw_band(scene, canvas, &band, picture, ground_px);
    }
}

int scene_compose(struct scene *scene, SDL_Surface *canvas, const struct exposure *exposure,
                  SDL_Rect rects[SCENE_RECTS_MAX])
{
    SDL_Rect card = {0, 0, canvas->w, canvas->h};
    const struct print *picture = picture_of(scene, exposure);
    SDL_Rect camel = camel_place(scene, exposure->act, picture);
    int count = 0;

    if (scene->all_changed) {
        rects[count++] = card;
    } else {
        SDL_Rect moving = moving_part(scene, &camel, exposure->ground_px),
                 words = words_part(scene);
        if (SDL_IntersectRect(&moving, &card, &moving))
            rects[count++] = moving;
        if (scene->words_changed && SDL_IntersectRect(&words, &card, &words))
            rects[count++] = words;
    }
    scene->camel = camel;
    scene->ground_px = exposure->ground_px;
    for (int i = 0; i < count; i++)
        draw(scene, canvas, &rects[i], picture, exposure->ground_px);
    scene->all_changed = scene->words_changed = false;
    return count;
}

void scene_prepare(struct scene *scene, const struct exposure *exposure)
{
    picture_of(scene, exposure);
}

void scene_forget(struct scene *scene, int act, int other_act)
{
    for (int i = 0; i < scene->theme->act_count; i++)
        if (i != act && i != other_act && i != THEME_GAIT_WALK)
            frames_close(&scene->acts[i]);
}

void scene_close(struct scene *scene)
{
    for (int i = 0; i < THEME_ACTS_MAX; i++)
        frames_close(&scene->acts[i]);
    print_free(scene->backdrop);
    print_free(scene->grid);
    print_free(scene->ground);
    SDL_FreeSurface(scene->caption);
    scene->backdrop = scene->grid = scene->ground = NULL;
    scene->caption = NULL;
}
