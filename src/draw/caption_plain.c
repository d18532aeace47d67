/* SPDX-License-Identifier: MIT */
/* The typesetter of plain words, a shared object that only the caption's worker opens: one letter
 * after the other in one face, which is most names of programs, at a fraction of the time and
 * memory that Pango's libraries take. Whatever wants more than that is not set here. Owns the font,
 * until _exit.
 *
 * Source: Pango's layout of such words, with its defaults: glyphs at whole pixels, lines of the
 * font's own height. */
#include "caption_typesetter.h"
#include "utf8.h"

#include <ft2build.h>
#include <string.h>
#include FT_FREETYPE_H

#define CHARACTERS_MAX 256
#define ELLIPSIS       0x2026

/* One after the other from left to right, in pixels. */
struct glyphs {
    FT_UInt index[CHARACTERS_MAX];
    int advance[CHARACTERS_MAX]; /* to the next one */
    int count;
    int width;
    bool has_path; /* at its end */
};

static FT_Face face; /* the one of the process; only the worker comes here */
static FT_Int32 load_flags;

/* Letters without joints or marks of their own, and what stands between them. */
static bool is_plain(uint32_t character)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x20, 0x7e},                       /* ASCII */
        {0xa1, 0xac},     {0xae, 0x24f},    /* Latin */
        {0x386, 0x3ff},   {0x400, 0x481},   /* Greek, Cyrillic */
        {0x48a, 0x52f},   {0x2010, 0x2027}, /* its rest, dashes and quotes */
        {0x2030, 0x205e}, {0x20ac, 0x20ac}, /* prices */
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (character >= ranges[i].first && character <= ranges[i].last)
            return true;
    return false;
}

/* They keep apart what is read from the right, which is not plain. */
static bool is_isolate(uint32_t character)
{
    return character == 0x2068 || character == 0x2069;
}

static bool typesetter_open(const struct face_wish *wish, const struct face *found)
{
    static FT_Library library;
    if (face)
        FT_Done_Face(face); /* another theme is being tried */
    face = NULL;
    if (!found || (!library && FT_Init_FreeType(&library)) ||
        FT_New_Face(library, found->path, found->index, &face)) {
        face = NULL;
        return false;
    }
    load_flags = found->load_flags;
    if (FT_IS_SCALABLE(face) && !FT_Set_Pixel_Sizes(face, 0, (FT_UInt)wish->size_px))
        return true;
    FT_Done_Face(face);
    face = NULL;
    return false;
}

static int pixels(FT_Pos position)
{
    return (int)((position + 32) >> 6);
}

/* Adds the glyph of CHARACTER; false: there is none, or no room. */
static bool add(struct glyphs *glyphs, uint32_t character)
{
    FT_UInt index = FT_Get_Char_Index(face, character);
    int i = glyphs->count;
    if (index == 0 || i == CHARACTERS_MAX || FT_Load_Glyph(face, index, load_flags))
        return false;
    glyphs->index[i] = index;
    glyphs->advance[i] = pixels(face->glyph->advance.x);
    glyphs->width += glyphs->advance[i];
    FT_Vector kerning;
    if (i > 0 && !FT_Get_Kerning(face, glyphs->index[i - 1], index, FT_KERNING_DEFAULT, &kerning)) {
        glyphs->advance[i - 1] += pixels(kerning.x);
        glyphs->width += pixels(kerning.x);
    }
    glyphs->count++;
    return true;
}

/* The glyphs of LINE; false: not all of it is plain, and to be had from this font. */
static bool find_glyphs(struct glyphs *glyphs, const char *line)
{
    size_t len = strlen(line);
    *glyphs = (struct glyphs){.count = 0};
    while (len > 0) {
        size_t size = utf8_character_len(line, len);
        if (size == 0)
            return false;
        uint32_t character = utf8_character(line, size);
        line += size;
        len -= size;
        if (is_isolate(character))
            continue;
        if (!is_plain(character) || !add(glyphs, character))
            return false;
        if (character == ' ' || character == '/')
            glyphs->has_path = character == '/';
    }
    return glyphs->count > 0;
}

/* Shortens GLYPHS to WIDTH_PX, by an ellipsis in the middle of a path or at the end of all else.
 * False: not even that fits. */
static bool shorten(struct glyphs *glyphs, int width_px)
{
    struct glyphs ellipsis = {.count = 0};
    if (glyphs->width <= width_px)
        return true;
    if (!add(&ellipsis, ELLIPSIS))
        return false;
    int from = glyphs->count, to = glyphs->count, room = width_px - ellipsis.width;
    if (glyphs->has_path)
        from = to = glyphs->count / 2;
    for (bool left = true; glyphs->width > room; left = !left) {
        if (from == 0 && to == glyphs->count)
            return false;
        bool is_left = to == glyphs->count || (left && from > 0);
        glyphs->width -= glyphs->advance[is_left ? --from : to++];
    }
    if (from == to) /* room for all but the ellipsis, which takes the place of one at least */
        glyphs->width -= glyphs->advance[from > 0 ? --from : to++];
    int rest = glyphs->count - to;
    memmove(glyphs->index + from + 1, glyphs->index + to, (size_t)rest * sizeof *glyphs->index);
    memmove(glyphs->advance + from + 1, glyphs->advance + to,
            (size_t)rest * sizeof *glyphs->advance);
    glyphs->index[from] = ellipsis.index[0];
    glyphs->advance[from] = ellipsis.advance[0];
    glyphs->count = from + 1 + rest;
    glyphs->width += ellipsis.width;
    return true;
}

/* Lays the shape at X, Y, as far as it is within the surface; where two overlap the denser one
 * stays. */
static void paint(SDL_Surface *surface, const FT_Bitmap *shape, int x, int y,
                  const uint8_t color[3])
{
    uint32_t rgb = (uint32_t)(color[0] << 16 | color[1] << 8 | color[2]);
    for (int row = 0; row < (int)shape->rows; row++) {
        if (y + row < 0 || y + row >= surface->h)
            continue;
        uint32_t *to =
            (uint32_t *)((uint8_t *)surface->pixels + (ptrdiff_t)(y + row) * surface->pitch);
        const uint8_t *from = shape->buffer + (ptrdiff_t)row * shape->pitch;
        for (int column = 0; column < (int)shape->width; column++)
            if (x + column >= 0 && x + column < surface->w && from[column] > to[x + column] >> 24)
                to[x + column] = (uint32_t)from[column] << 24 | rgb;
    }
}

static SDL_Surface *typesetter_set(const char *line, const uint8_t color[3], int width_px)
{
    struct glyphs glyphs;
    if (!find_glyphs(&glyphs, line) || !shorten(&glyphs, width_px) || glyphs.width <= 0)
        return NULL;
    int ascent = pixels(face->size->metrics.ascender);
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(
        0, glyphs.width, ascent - pixels(face->size->metrics.descender), 32,
        SDL_PIXELFORMAT_ARGB8888);
    if (!surface)
        return NULL;
    for (int i = 0, x = 0; i < glyphs.count; x += glyphs.advance[i++]) {
        FT_GlyphSlot slot = face->glyph;
        if (FT_Load_Glyph(face, glyphs.index[i], load_flags | FT_LOAD_RENDER) ||
            slot->bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) {
            SDL_FreeSurface(surface);
            return NULL;
        }
        paint(surface, &slot->bitmap, x + slot->bitmap_left, ascent - slot->bitmap_top, color);
    }
    return surface;
}

const struct caption_typesetter caption_typesetter_plain = {
    .open = typesetter_open,
    .set = typesetter_set,
};
