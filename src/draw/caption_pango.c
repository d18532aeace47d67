/* SPDX-License-Identifier: MIT */
/* The typesetter, a shared object that only the caption's worker opens: words of any script, each
 * run of them in a font that has it, in the order in which they are read. Owns the font map, until
 * _exit. */
#include "caption_typesetter.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

static PangoContext *context; /* the one of the process; only the worker comes here */
static PangoFontDescription *font;

static bool lists_scalable(FcSetName name)
{
    const FcFontSet *fonts = FcConfigGetFonts(NULL, name); /* fontconfig's own */
    FcBool scalable;
    for (int i = 0; fonts && i < fonts->nfont; i++)
        if (FcPatternGetBool(fonts->fonts[i], FC_SCALABLE, 0, &scalable) == FcResultMatch &&
            scalable)
            return true;
    return false;
}

/* Whether fontconfig has any font at all that can be scaled: Pango counts on one, and looks for the
 * best itself. */
static bool has_fonts(void)
{
    return lists_scalable(FcSetApplication) || lists_scalable(FcSetSystem);
}

/* Adds the font in the file at PATH to those that there are. Its family, to be freed; NULL: it is
 * no font. */
static char *add_font(const char *path)
{
    int count;
    FcChar8 *family;
    char *name = NULL;
    FcPattern *pattern = FcFreeTypeQuery((const FcChar8 *)path, 0, NULL, &count);
    if (!pattern)
        return NULL;
    if (FcPatternGetString(pattern, FC_FAMILY, 0, &family) == FcResultMatch &&
        FcConfigAppFontAddFile(NULL, (const FcChar8 *)path))
        name = strdup((const char *)family);
    FcPatternDestroy(pattern);
    return name;
}

static bool typesetter_open(const struct face_wish *wish, const struct face *face)
{
    (void)face;
    char *own = wish->path ? add_font(wish->path) : NULL;
    /* That of fontconfig's fonts, wherever the system has other ones, too. */
    PangoFontMap *map = (own || !wish->path) && has_fonts()
                            ? pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)
                            : NULL;
    if (!map) {
        free(own);
        return false;
    }
    if (context) { /* another theme is being tried */
        g_object_unref(context);
        pango_font_description_free(font);
    }
    context = pango_font_map_create_context(map);
    g_object_unref(map); /* the context has it */
    font = pango_font_description_new();
    pango_font_description_set_family(font, own ? own : wish->families);
    pango_font_description_set_absolute_size(font, (double)wish->size_px * PANGO_SCALE);
    pango_context_set_font_description(context, font);
    free(own);
    return true;
}

/* Of a path the end says most, of a sentence its beginning. */
static bool ends_in_path(const char *line)
{
    const char *blank = strrchr(line, ' ');
    return strchr(blank ? blank : line, '/') != NULL;
}

static PangoLayout *lay_out(const char *line, int width_px)
{
    PangoLayout *layout = pango_layout_new(context);
    char *valid = g_utf8_make_valid(line, -1);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_text(layout, valid, -1);
    pango_layout_set_width(layout, width_px * PANGO_SCALE);
    pango_layout_set_height(layout, -1); /* one line */
    pango_layout_set_ellipsize(layout,
                               ends_in_path(valid) ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
    g_free(valid);
    return layout;
}

/* Cairo's pixels are multiplied by their alpha, SDL's are not. */
static void divide_by_alpha(SDL_Surface *surface)
{
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = (uint32_t *)((uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            uint32_t alpha = row[x] >> 24, divided = alpha << 24;
            for (int shift = 0; alpha > 0 && shift < 24; shift += 8) {
                uint32_t channel = ((row[x] >> shift & 0xff) * 0xff + alpha / 2) / alpha;
                divided |= (channel < 0xff ? channel : 0xff) << shift;
            }
            row[x] = divided;
        }
    }
}

static void paint(SDL_Surface *surface, PangoLayout *layout, const PangoRectangle *place,
                  const uint8_t color[3])
{
    cairo_surface_t *target = cairo_image_surface_create_for_data(
        surface->pixels, CAIRO_FORMAT_ARGB32, surface->w, surface->h, surface->pitch);
    cairo_t *cairo = cairo_create(target);
    cairo_set_source_rgb(cairo, color[0] / 255.0, color[1] / 255.0, color[2] / 255.0);
    cairo_translate(cairo, -place->x, -place->y);
    pango_cairo_show_layout(cairo, layout);
    cairo_destroy(cairo);
    cairo_surface_destroy(target); /* which writes what is outstanding */
}

static SDL_Surface *typesetter_set(const char *line, const uint8_t color[3], int width_px)
{
    if (width_px <= 0)
        return NULL;
    PangoLayout *layout = lay_out(line, width_px);
    PangoRectangle place;
    pango_layout_get_pixel_extents(layout, NULL, &place);
    SDL_Surface *surface = NULL;
    if (place.width > 0 && place.width <= width_px && place.height > 0)
        surface = SDL_CreateRGBSurfaceWithFormat(0, place.width, place.height, 32,
                                                 SDL_PIXELFORMAT_ARGB8888);
    if (surface) {
        paint(surface, layout, &place, color);
        divide_by_alpha(surface);
    }
    g_object_unref(layout);
    return surface;
}

const struct caption_typesetter caption_typesetter = {
    .open = typesetter_open,
    .set = typesetter_set,
};
