/* SPDX-License-Identifier: MIT */
/* Everything that is seen on the card. Owns the art of the theme, and the caption once it has come.
 */
#include "renderer.h"

#include "image.h"

#include <string.h>

#define BAND_ROWS 32

/* The colour of a card without a backdrop: paper. */
#define PAPER_RGB 0xe6, 0xdf, 0xcf

/* The frame of EXPOSURE; that of the walk's beginning where there is none. */
static struct sprite *frame_of(struct renderer *renderer, const struct exposure *exposure)
{
    struct frame_cache *frames = &renderer->acts[exposure->act];
    if (!frame_cache_is_open(frames) &&
        !frame_cache_open(frames, renderer->theme, &renderer->theme->acts[exposure->act],
                          renderer->scale, &renderer->kept_len))
        return frame_cache_get(&renderer->acts[GAIT_WALK], 0);
    return frame_cache_get(frames, exposure->frame);
}

bool renderer_open(struct renderer *renderer, const struct theme *theme, int scale)
{
    char first[THEME_NAME_MAX];
    if (theme_frame_name(&theme->acts[GAIT_WALK], 0, first))
        scale = image_scale(theme, first, scale);
    *renderer = (struct renderer){
        .theme = theme,
        .scale = scale,
        .progress_percent = -1,
        .all_changed = true,
    };
    if (!frame_cache_open(&renderer->acts[GAIT_WALK], theme, &theme->acts[GAIT_WALK], scale,
                          &renderer->kept_len))
        return false;
    /* A theme without one of these, or with a broken one, still has a camel. */
    if (theme->backdrop[0])
        renderer->backdrop = image_load(theme, theme->backdrop, scale);
    if (theme->grid[0])
        renderer->grid = image_load(theme, theme->grid, scale);
    if (theme->ground[0])
        renderer->ground = image_load(theme, theme->ground, scale);
    return true;
}

int renderer_width(const struct renderer *renderer)
{
    return renderer->theme->width * renderer->scale;
}

int renderer_height(const struct renderer *renderer)
{
    return renderer->theme->height * renderer->scale;
}

void renderer_caption(struct renderer *renderer, SDL_Surface *caption)
{
    SDL_FreeSurface(renderer->caption);
    renderer->caption = caption;
    renderer->caption_changed = true;
}

void renderer_progress(struct renderer *renderer, int progress_percent, bool estimated)
{
    renderer->progress_changed |=
        progress_percent != renderer->progress_percent || estimated != renderer->progress_estimated;
    renderer->progress_percent = progress_percent;
    renderer->progress_estimated = estimated;
}

void renderer_invalidate(struct renderer *renderer)
{
    renderer->all_changed = true;
}

bool renderer_changed(const struct renderer *renderer)
{
    return renderer->all_changed || renderer->caption_changed || renderer->progress_changed;
}

bool renderer_has_new_caption(const struct renderer *renderer)
{
    return renderer->caption_changed;
}

/* The rows that TILE covers when it stands at Y, or nothing if there is no tile. */
static SDL_Rect tile_band(const struct renderer *renderer, const struct sprite *tile, int y)
{
    return tile ? (SDL_Rect){0, y * renderer->scale, renderer_width(renderer), tile->height}
                : (SDL_Rect){0};
}

static SDL_Rect camel_place(const struct renderer *renderer, int act, const struct sprite *frame)
{
    const struct theme *theme = renderer->theme;
    return (SDL_Rect){(theme->camel_x + theme->acts[act].x) * renderer->scale,
                      (theme->camel_y + theme->acts[act].y) * renderer->scale, frame->width,
                      frame->height};
}

static SDL_Rect view(const struct renderer *renderer)
{
    const struct theme *theme = renderer->theme;
    return (SDL_Rect){theme->view_x * renderer->scale, theme->view_y * renderer->scale,
                      theme->view_width * renderer->scale, theme->view_height * renderer->scale};
}

/* All that moves from frame to frame, as one rectangle: grid, ground and camel overlap anyway. (To
 * take them off by their runs and draw them again touches a third of the pixels and takes longer.)
 * The camel's last place is in it, for another act may have left its frame there. */
static SDL_Rect moving_part(const struct renderer *renderer, const SDL_Rect *camel,
                            int64_t ground_px)
{
    SDL_Rect grid = tile_band(renderer, renderer->grid, renderer->theme->grid_y);
    SDL_Rect ground = tile_band(renderer, renderer->ground, renderer->theme->ground_y);
    SDL_Rect moving;
    SDL_UnionRect(camel, &renderer->camel, &moving);
    if (ground_px != renderer->ground_px || renderer->progress_changed)
        SDL_UnionRect(&moving, &grid, &moving);
    if (ground_px != renderer->ground_px)
        SDL_UnionRect(&moving, &ground, &moving);
    SDL_Rect opening = view(renderer), seen;
    return SDL_IntersectRect(&moving, &opening, &seen) ? seen : (SDL_Rect){0};
}

/* The caption's place, whatever is in it. */
static SDL_Rect caption_part(const struct renderer *renderer)
{
    const struct theme *theme = renderer->theme;
    return (SDL_Rect){0, theme->caption_y * renderer->scale, renderer_width(renderer),
                      2 * theme->caption_size * renderer->scale};
}

/* The hairline's, PERCENT of it. */
static SDL_Rect progress_part(const struct renderer *renderer, int percent)
{
    const struct theme *theme = renderer->theme;
    int whole = theme->width - 2 * theme->caption_x;
    return (SDL_Rect){theme->caption_x * renderer->scale, theme->progress_y * renderer->scale,
                      whole * renderer->scale * percent / 100, renderer->scale};
}

/* Where the first of TILE side by side begins, gone by to the left by GROUND_PX: 0 or less. */
static int first_tile_x(const struct sprite *tile, int64_t ground_px)
{
    int gone_by = (int)(ground_px % tile->width);
    return gone_by < 0 ? -gone_by - tile->width : -gone_by;
}

/* TILE side by side over the whole width. */
static void draw_tiles(SDL_Surface *canvas, const struct sprite *tile, int y, int64_t ground_px)
{
    for (int x = first_tile_x(tile, ground_px); x < canvas->w; x += tile->width)
        sprite_draw(tile, canvas, x, y);
}

/* The grid, and the part of it that the program has told to have behind it once more, so that its
 * numbers stand in darker ink: the camel's way over the plate. */
static void draw_grid(const struct renderer *renderer, SDL_Surface *canvas, int64_t ground_px)
{
    const struct sprite *grid = renderer->grid;
    int y = renderer->theme->grid_y * renderer->scale;
    draw_tiles(canvas, grid, y, ground_px);
    if (renderer->progress_percent <= 0 || renderer->progress_estimated)
        return;
    SDL_Rect part = canvas->clip_rect, seen;
    for (int x = first_tile_x(grid, ground_px); x < canvas->w; x += grid->width) {
        SDL_Rect way = {x, y, grid->width * renderer->progress_percent / 100, grid->height};
        if (!SDL_IntersectRect(&way, &part, &seen))
            continue;
        SDL_SetClipRect(canvas, &seen);
        sprite_draw(grid, canvas, x, y);
    }
    SDL_SetClipRect(canvas, &part);
}

/* A third of COLOR on two thirds of what is there already, channel by channel. */
static uint32_t make_faint(uint32_t color, uint32_t ground)
{
    uint32_t mixed = 0;
    for (int shift = 0; shift < 32; shift += 8)
        mixed |= ((color >> shift & 0xff) + 2 * (ground >> shift & 0xff)) / 3 << shift;
    return mixed;
}

static void draw_hairline(const struct renderer *renderer, SDL_Surface *canvas)
{
    const uint8_t *rgb = renderer->theme->caption_color;
    SDL_Rect line = progress_part(renderer, renderer->progress_percent), seen;
    if (renderer->progress_percent < 0 || !SDL_IntersectRect(&line, &canvas->clip_rect, &seen))
        return;
    uint32_t color = SDL_MapRGB(canvas->format, rgb[0], rgb[1], rgb[2]);
    if (renderer->progress_estimated) {
        const uint8_t *row = (const uint8_t *)canvas->pixels + seen.y * canvas->pitch;
        uint32_t ground;
        memcpy(&ground, row + (size_t)seen.x * sizeof ground, sizeof ground);
        color = make_faint(color, ground);
    }
    SDL_FillRect(canvas, &line, color);
}

static void draw_status(const struct renderer *renderer, SDL_Surface *canvas)
{
    const struct theme *theme = renderer->theme;
    if (renderer->caption)
        SDL_BlitSurface(renderer->caption, NULL, canvas,
                        &(SDL_Rect){theme->caption_x * renderer->scale,
                                    theme->caption_y * renderer->scale, 0, 0});
    draw_hairline(renderer, canvas);
}

/* Draws PART of the card, from back to front. */
static void draw_band(const struct renderer *renderer, SDL_Surface *canvas, const SDL_Rect *part,
                      const struct sprite *frame, int64_t ground_px)
{
    const struct theme *theme = renderer->theme;
    SDL_SetClipRect(canvas, part);
    if (renderer->backdrop)
        sprite_draw(renderer->backdrop, canvas, 0, 0);
    else
        SDL_FillRect(canvas, NULL, theme->cutout ? 0 : SDL_MapRGB(canvas->format, PAPER_RGB));
    SDL_Rect opening = view(renderer), seen;
    if (SDL_IntersectRect(part, &opening, &seen)) {
        SDL_SetClipRect(canvas, &seen);
        if (renderer->grid)
            draw_grid(renderer, canvas, ground_px);
        if (renderer->ground)
            draw_tiles(canvas, renderer->ground, theme->ground_y * renderer->scale, ground_px);
        sprite_draw(frame, canvas, renderer->camel.x, renderer->camel.y);
        SDL_SetClipRect(canvas, part);
    }
    draw_status(renderer, canvas);
    SDL_SetClipRect(canvas, NULL);
}

/* The same for more rows, so few at a time that what lies behind is in the cache still when the
 * next is drawn on it. */
static void draw(const struct renderer *renderer, SDL_Surface *canvas, const SDL_Rect *part,
                 const struct sprite *frame, int64_t ground_px)
{
    SDL_Rect band = *part;
    for (int left = part->h; left > 0; left -= BAND_ROWS, band.y += BAND_ROWS) {
        band.h = left < BAND_ROWS ? left : BAND_ROWS;
        draw_band(renderer, canvas, &band, frame, ground_px);
    }
}

int renderer_compose(struct renderer *renderer, SDL_Surface *canvas,
                     const struct exposure *exposure, SDL_Rect rects[RENDERER_RECTS_MAX])
{
    SDL_Rect card = {0, 0, canvas->w, canvas->h};
    const struct sprite *frame = frame_of(renderer, exposure);
    SDL_Rect camel = camel_place(renderer, exposure->act, frame);
    int count = 0;
    if (renderer->all_changed) {
        rects[count++] = card;
    } else {
        SDL_Rect moving = moving_part(renderer, &camel, exposure->ground_px);
        if (SDL_IntersectRect(&moving, &card, &moving))
            rects[count++] = moving;
        SDL_Rect caption = caption_part(renderer), progress = progress_part(renderer, 100);
        if (renderer->caption_changed && SDL_IntersectRect(&caption, &card, &caption))
            rects[count++] = caption;
        if (renderer->progress_changed && SDL_IntersectRect(&progress, &card, &progress))
            rects[count++] = progress;
    }
    renderer->camel = camel;
    renderer->ground_px = exposure->ground_px;
    for (int i = 0; i < count; i++)
        draw(renderer, canvas, &rects[i], frame, exposure->ground_px);
    renderer->all_changed = renderer->caption_changed = renderer->progress_changed = false;
    return count;
}

void renderer_prepare(struct renderer *renderer, const struct exposure *exposure)
{
    frame_of(renderer, exposure);
}

void renderer_forget(struct renderer *renderer, int act, int other_act)
{
    for (int i = 0; i < renderer->theme->act_count; i++)
        if (i != act && i != other_act && i != GAIT_WALK)
            frame_cache_close(&renderer->acts[i]);
}

void renderer_close(struct renderer *renderer)
{
    for (int i = 0; i < THEME_ACTS_MAX; i++)
        frame_cache_close(&renderer->acts[i]);
    sprite_free(renderer->backdrop);
    sprite_free(renderer->grid);
    sprite_free(renderer->ground);
    SDL_FreeSurface(renderer->caption);
    renderer->backdrop = renderer->grid = renderer->ground = NULL;
    renderer->caption = NULL;
}
