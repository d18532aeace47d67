/* SPDX-License-Identifier: MIT */
/* Draws the contact sheet. */
#include "contact.h"

#include "caption_typesetter.h"
#include "contact_layout.h"
#include "frame_cache.h"
#include "image.h"
#include "number.h"
#include "picture_file.h"
#include "plugin.h"
#include "theme.h"
#include "theme_notes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCALE_MAX   3
#define PIXELS_MAX  (64 << 20) /* of a sheet */
#define TEXT_PX     11
#define PAPER_COLOR 0xe6dfcf
#define INK              \
    {                    \
        0x20, 0x1c, 0x18 \
    }
#define CHALK            \
    {                    \
        0xe8, 0xe4, 0xdc \
    }

static struct contact {
    struct theme theme;
    int scale;
    size_t kept_len;
    struct frame_cache frames[THEME_ACTS_MAX];
    struct contact_block blocks[THEME_ACTS_MAX]; /* frame_count 0: the act has none */
    struct contact_layout layout;
    const struct caption_typesetter *typesetter; /* NULL: there are no words */
    uint32_t color;                              /* the card's */
    SDL_Surface *canvas;
} contact;

static int complain(const char *path, const char *what)
{
    fprintf(stderr, "ocamlwalk: %s: %s\n", path, what);
    return EXIT_FAILURE;
}

/* The mean of what is seen of the backdrop through the view, where things move. */
static uint32_t mean_color(const SDL_Surface *card, const SDL_Rect *view)
{
    uint64_t sums[3] = {0}, count = 0;
    for (int y = view->y; y < view->y + view->h; y++) {
        const uint32_t *row =
            (const uint32_t *)(const void *)((const uint8_t *)card->pixels + y * card->pitch);
        for (int x = view->x; x < view->x + view->w; x++, count++)
            for (int i = 0; i < 3; i++)
                sums[i] += row[x] >> 8 * i & 0xff;
    }
    uint32_t color = 0;
    for (int i = 0; count > 0 && i < 3; i++)
        color |= (uint32_t)(sums[i] / count) << 8 * i;
    return color;
}

static uint32_t card_color(const struct theme *theme)
{
    struct sprite *backdrop = theme->backdrop[0] ? image_load(theme, theme->backdrop, 1) : NULL;
    SDL_Surface *card = backdrop ? SDL_CreateRGBSurfaceWithFormat(0, theme->width, theme->height,
                                                                  32, SDL_PIXELFORMAT_RGB888)
                                 : NULL;
    uint32_t color = PAPER_COLOR;
    if (card) {
        SDL_Rect whole = {0, 0, theme->width, theme->height}, seen;
        SDL_Rect view = {theme->view_x, theme->view_y, theme->view_width, theme->view_height};
        SDL_FillRect(card, NULL, PAPER_COLOR);
        sprite_draw(backdrop, card, 0, 0);
        if (SDL_IntersectRect(&whole, &view, &seen))
            color = mean_color(card, &seen);
    }
    SDL_FreeSurface(card);
    sprite_free(backdrop);
    return color;
}

/* Rec. 601's weights, of 256. */
static bool is_dark(uint32_t color)
{
    return (77 * (color >> 16 & 0xff) + 150 * (color >> 8 & 0xff) + 29 * (color & 0xff)) >> 8 < 128;
}

static void write_words(const char *words, int x, int y)
{
    static const uint8_t ink[3] = INK, chalk[3] = CHALK;
    SDL_Surface *line = contact.typesetter
                            ? contact.typesetter->set(words, is_dark(contact.color) ? chalk : ink,
                                                      contact.layout.width - x)
                            : NULL;
    if (line)
        SDL_BlitSurface(line, NULL, contact.canvas, &(SDL_Rect){x, y, 0, 0});
    SDL_FreeSurface(line);
}

/* The act's largest frame: sheets and animations have but one size, numbered files may not. */
static void measure(int act, int *width, int *height)
{
    *width = *height = 0;
    for (int i = 0; i < contact.theme.acts[act].frame_count; i++) {
        const struct sprite *frame = frame_cache_get(&contact.frames[act], i);
        *width = frame->width > *width ? frame->width : *width;
        *height = frame->height > *height ? frame->height : *height;
    }
}

static void lay_out(void)
{
    int widths[THEME_ACTS_MAX] = {0}, heights[THEME_ACTS_MAX] = {0};
    contact_layout_init(&contact.layout, contact.scale);
    for (int act = 0; act < contact.theme.act_count; act++) {
        const struct theme_act *told = &contact.theme.acts[act];
        if (told->frame_count == 0 || !frame_cache_open(&contact.frames[act], &contact.theme, told,
                                                        contact.scale, &contact.kept_len))
            continue;
        measure(act, &widths[act], &heights[act]);
        contact_layout_widen(&contact.layout, widths[act]);
    }
    for (int act = 0; act < contact.theme.act_count; act++)
        if (widths[act] > 0)
            contact.blocks[act] = contact_layout_add(&contact.layout, widths[act], heights[act],
                                                     contact.theme.acts[act].frame_count);
}

static void draw_act(int act)
{
    const struct theme_act *told = &contact.theme.acts[act];
    const struct contact_block *block = &contact.blocks[act];
    char words[THEME_ACT_NAME_MAX + 96];
    snprintf(words, sizeof words, "%s: %d x %d ms, %d px", told->name, told->frame_count,
             told->frame_ms, told->stride_px);
    write_words(words, CONTACT_MARGIN * contact.scale, (int)block->y);
    for (int i = 0; i < block->frame_count; i++) {
        SDL_Rect cell = contact_layout_cell(&contact.layout, block, i);
        sprite_draw(frame_cache_get(&contact.frames[act], i), contact.canvas, cell.x, cell.y);
        snprintf(words, sizeof words, "%d", i + 1);
        write_words(words, cell.x, cell.y + cell.h + contact.scale);
    }
}

static bool open_canvas(void)
{
    struct contact_layout *layout = &contact.layout;
    if (layout->height * layout->width > PIXELS_MAX)
        return false;
    contact.canvas = SDL_CreateRGBSurfaceWithFormat(0, layout->width, (int)layout->height, 32,
                                                    SDL_PIXELFORMAT_RGB888);
    if (!contact.canvas)
        return false;
    contact.color = card_color(&contact.theme);
    SDL_FillRect(contact.canvas, NULL, contact.color);
    return true;
}

static void open_typesetter(void)
{
    const struct face_wish wish = {.families = "sans", .size_px = TEXT_PX * contact.scale};
    const struct caption_typesetter *typesetter =
        plugin_load(CAPTION_TYPESETTER_FILE, CAPTION_TYPESETTER_SYMBOL);
    if (typesetter && typesetter->open(&wish, NULL))
        contact.typesetter = typesetter;
}

int contact_run(int argc, char **argv)
{
    static struct theme_notes notes;
    const char *file = argv[0], *path = argv[1];
    contact.scale = 1;
    if (argc > 2 && !number_parse_int(argv[2], 1, SCALE_MAX, &contact.scale))
        return complain(argv[2], "is no scale: 1, 2 or 3");
    theme_notes_init(&notes);
    if (!theme_load_noted(&contact.theme, path, &notes)) {
        const struct theme_note *fault = theme_notes_first_fault(&notes);
        return complain(path, fault ? fault->words : "is no theme");
    }
    lay_out();
    if (!open_canvas())
        return complain(path, "its frames are too many or too large for one sheet");
    open_typesetter();
    for (int act = 0; act < contact.theme.act_count; act++)
        if (contact.blocks[act].frame_count > 0)
            draw_act(act);
    if (!picture_file_write(file, contact.canvas))
        return complain(file, strerror(errno));
    return EXIT_SUCCESS;
}
