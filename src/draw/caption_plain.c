/* SPDX-License-Identifier: MIT */
/* The typesetter of plain words, a shared object that only the caption's worker opens: one letter
 * after the other in one font, which is most names of programs, at half the time and memory that
 * Pango's libraries take. Whatever wants more than that is not set here. Owns the font, until
 * _exit.
 *
 * Source: Pango's layout of such words, with its defaults: glyphs at whole pixels, lines of the
 * font's own height. */
#include "caption_typesetter.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include <string.h>
#include FT_FREETYPE_H

#define FAMILIES_MAX   1000 /* bytes with the NUL */
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
static bool is_plain(FcChar32 character)
{
    static const struct {
        FcChar32 first, last;
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
static bool is_isolate(FcChar32 character)
{
    return character == 0x2068 || character == 0x2069;
}

/* Whether FONT says so of PROPERTY; of what it says nothing of, neither is true. */
static bool is(const FcPattern *font, const char *property, FcBool wanted)
{
    FcBool value;
    return FcPatternGetBool(font, property, 0, &value) == FcResultMatch && value == wanted;
}

static int number_of(const FcPattern *font, const char *property, int otherwise)
{
    int value;
    return FcPatternGetInteger(font, property, 0, &value) == FcResultMatch ? value : otherwise;
}

/* How cairo would load the glyphs of FONT. False: not as plain grey shapes. */
static bool find_load_flags(const FcPattern *font)
{
    FcMatrix *matrix;
    if (FcPatternGetMatrix(font, FC_MATRIX, 0, &matrix) == FcResultMatch ||
        is(font, FC_EMBOLDEN, FcTrue) || is(font, FC_VARIABLE, FcTrue) ||
        !is(font, FC_SCALABLE, FcTrue) || is(font, FC_ANTIALIAS, FcFalse))
        return false;
    int style =
        is(font, FC_HINTING, FcFalse) ? FC_HINT_NONE : number_of(font, FC_HINT_STYLE, FC_HINT_FULL);
    load_flags = FT_LOAD_NO_BITMAP;
    if (style == FC_HINT_NONE)
        load_flags |= FT_LOAD_NO_HINTING;
    else if (style == FC_HINT_SLIGHT)
        load_flags |= FT_LOAD_TARGET_LIGHT;
    if (is(font, FC_AUTOHINT, FcTrue))
        load_flags |= FT_LOAD_FORCE_AUTOHINT;
    return true;
}

static FcPattern *wish_for(const char *families, int size_px)
{
    char names[FAMILIES_MAX];
    FcPattern *wish = FcPatternCreate();
    if (!wish || strlen(families) >= sizeof names) {
        FcPatternDestroy(wish);
        return NULL;
    }
    char *rest = strcpy(names, families);
    for (char *name; (name = strtok_r(NULL, ",", &rest));)
        FcPatternAddString(wish, FC_FAMILY, (const FcChar8 *)name + strspn(name, " "));
    FcPatternAddDouble(wish, FC_PIXEL_SIZE, size_px);
    FcPatternAddInteger(wish, FC_WEIGHT, FC_WEIGHT_NORMAL);
    FcPatternAddInteger(wish, FC_SLANT, FC_SLANT_ROMAN);
    return wish;
}

/* The best of fontconfig's, or that of the file at PATH as fontconfig would have it; NULL: none. */
static FcPattern *find_font(const char *path, FcPattern *wish)
{
    FcResult result;
    FcConfigSubstitute(NULL, wish, FcMatchPattern);
    FcDefaultSubstitute(wish);
    if (!path)
        return FcFontMatch(NULL, wish, &result);
    int count;
    FcPattern *own = FcFreeTypeQuery((const FcChar8 *)path, 0, NULL, &count);
    FcPattern *font = own ? FcFontRenderPrepare(NULL, wish, own) : NULL;
    if (own)
        FcPatternDestroy(own);
    return font;
}

static bool open_face(const FcPattern *font, int size_px)
{
    static FT_Library library;
    FcChar8 *path;
    if (!find_load_flags(font) || FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch ||
        (!library && FT_Init_FreeType(&library)) ||
        FT_New_Face(library, (const char *)path, number_of(font, FC_INDEX, 0), &face))
        return false;
    if (FT_IS_SCALABLE(face) && !FT_Set_Pixel_Sizes(face, 0, (FT_UInt)size_px))
        return true;
    FT_Done_Face(face);
    return false;
}

static bool typesetter_open(const char *font_path, const char *families, int size_px)
{
    if (face)
        FT_Done_Face(face); /* another theme is being tried */
    face = NULL;
    FcPattern *wish = wish_for(families, size_px);
    FcPattern *font = wish ? find_font(font_path, wish) : NULL;
    bool is_open = font && open_face(font, size_px);
    if (!is_open)
        face = NULL;
    if (font)
        FcPatternDestroy(font);
    if (wish)
        FcPatternDestroy(wish);
    return is_open;
}

static int pixels(FT_Pos position)
{
    return (int)((position + 32) >> 6);
}

/* Adds the glyph of CHARACTER; false: there is none, or no room. */
static bool add(struct glyphs *glyphs, FcChar32 character)
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
        FcChar32 character;
        int size = FcUtf8ToUcs4((const FcChar8 *)line, &character, (int)len);
        if (size <= 0)
            return false;
        line += size;
        len -= (size_t)size;
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
