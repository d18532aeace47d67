/* SPDX-License-Identifier: MIT */
/* Plain words look as Pango would set them; all that is not plain is left to Pango. The fonts are
 * those of fonts-dejavu-core, fonts-noto-core and fonts-noto-cjk. */
#include "caption_typesetter.h"

#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#define SIZE_PX  20
#define WIDTH_PX 300

static const uint8_t color[3] = {0x10, 0x20, 0x30};

/* The file at PATH, or the best for FAMILIES, to be used by the plain typesetter. */
static bool open_plain(const char *path, const char *families)
{
    static char sources[FACE_SOURCES_MAX];
    const struct face_wish wish = {.path = path, .families = families, .size_px = SIZE_PX};
    struct face face;
    return face_finder.find(&wish, &face, sources) && caption_typesetter_plain.open(&wish, &face);
}

static int open_fonts(void **state)
{
    (void)state;
    const struct face_wish wish = {.families = "DejaVu Sans, serif", .size_px = SIZE_PX};
    return caption_typesetter.open(&wish, NULL) && open_plain(NULL, wish.families) ? 0 : -1;
}

static SDL_Surface *set(const char *line, int width_px)
{
    return caption_typesetter_plain.set(line, color, width_px);
}

static uint32_t argb_at(const SDL_Surface *surface, int x, int y)
{
    uint32_t argb;
    memcpy(&argb, (const char *)surface->pixels + y * surface->pitch + x * 4, sizeof argb);
    return argb;
}

/* How much ink there is on SURFACE, in pixels that are wholly black. */
static int ink(const SDL_Surface *surface)
{
    int sum = 0;
    for (int y = 0; y < surface->h; y++)
        for (int x = 0; x < surface->w; x++)
            sum += (int)(argb_at(surface, x, y) >> 24);
    return sum / 0xff;
}

static void plain_words_are_as_pango_sets_them(void **state)
{
    (void)state;
    static const char *const table[] = {
        "prog.byte", "\u2068prog.byte\u2069 \u2014 \u2068Loading 40 %\u2069",
        "\u00e9t\u00e9 \u0416\u0443\u043a \u03b1\u03b2\u03b3 5 \u20ac", "a\u201cb\u201d\u2026"};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("%s\n", table[i]);
        SDL_Surface *plain = set(table[i], WIDTH_PX);
        SDL_Surface *pango = caption_typesetter.set(table[i], color, WIDTH_PX);
        assert_non_null(plain);
        assert_non_null(pango);
        assert_int_equal(plain->h, pango->h);
        assert_true(abs(plain->w - pango->w) * 25 <= pango->w);
        assert_true(abs(ink(plain) - ink(pango)) * 25 <= ink(pango));
        SDL_FreeSurface(plain);
        SDL_FreeSurface(pango);
    }
}

static void what_is_not_plain_is_left_to_pango(void **state)
{
    (void)state;
    static const char *const table[] = {
        "",
        "e\u0301",      /* a mark that stands on a letter */
        "\u0644\u0627", /* joined, from the right */
        "\u05d0",       /* from the right */
        "\u0939",       /* another script */
        "\u8868",       /* of another font */
        "a\u00adb",     /* a hyphen that is not seen */
        "a\tb",
        "a\xff",      /* no UTF-8 */
        "a\xc3",      /* cut */
        "\U0001f42a", /* a picture */
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("%s\n", table[i]);
        assert_null(set(table[i], WIDTH_PX));
    }
}

/* Whether what is set of A and of B in WIDTH_PX is the same within the first (from the right: last)
 * COLUMNS. */
static bool looks_alike(const char *a, const char *b, int columns, bool from_right)
{
    SDL_Surface *one = set(a, WIDTH_PX), *other = set(b, WIDTH_PX);
    assert_non_null(one);
    assert_non_null(other);
    assert_true(one->w >= columns && other->w >= columns);
    bool alike = true;
    for (int i = 0; i < columns; i++)
        for (int y = 0; y < one->h; y++)
            alike &= argb_at(one, from_right ? one->w - 1 - i : i, y) ==
                     argb_at(other, from_right ? other->w - 1 - i : i, y);
    SDL_FreeSurface(one);
    SDL_FreeSurface(other);
    return alike;
}

static void a_long_line_is_cut(void **state)
{
    (void)state;
    static const char sentence[] = "A sentence with /more words than there is room for",
                      path[] = "Reading /begin/more/more/more/more/more/more/end.ml",
                      other_path[] = "Reading /begin/less/less/less/less/less/end.ml";
    assert_true(looks_alike(sentence, "A sentence with /more words than there is room for them",
                            WIDTH_PX - 30, false));
    assert_true(looks_alike(path, other_path, 120, false));
    assert_true(looks_alike(path, other_path, 60, true));
    assert_false(
        looks_alike(path, "Reading /begin/more/more/more/more/more/more/end.mx", 60, true));
}

/* However little room there is, it is kept to; and all of it is used, but for a letter. */
static void no_line_is_wider_than_its_room(void **state)
{
    (void)state;
    static const char *const table[] = {"A sentence of some words", "/a/path/of/some/folders", "W"};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        SDL_Surface *whole = set(table[i], 2 * WIDTH_PX);
        assert_non_null(whole);
        for (int width_px = -1; width_px <= WIDTH_PX; width_px++) {
            SDL_Surface *surface = set(table[i], width_px);
            if (surface)
                assert_in_range(surface->w, 1, width_px);
            if (surface && surface->w + 3 * SIZE_PX < width_px)
                assert_int_equal(surface->w, whole->w);
            assert_true(surface || width_px < 3 * SIZE_PX);
            SDL_FreeSurface(surface);
        }
        SDL_FreeSurface(whole);
    }
}

static void the_colour_is_the_one_asked_for(void **state)
{
    (void)state;
    SDL_Surface *surface = set("\u2014", WIDTH_PX);
    assert_non_null(surface);
    bool found = false;
    for (int y = 0; y < surface->h; y++)
        found |= argb_at(surface, surface->w / 2, y) == 0xff102030;
    assert_true(found);
    SDL_FreeSurface(surface);
}

static void fonts_that_are_none_are_refused(void **state)
{
    static const struct face_wish wish = {.families = "serif", .size_px = SIZE_PX};
    static const struct face none = {.path = "/dev/null"};

    (void)state;
    assert_false(open_plain("/dev/null", "serif"));
    assert_false(caption_typesetter_plain.open(&wish, NULL));
    assert_false(caption_typesetter_plain.open(&wish, &none));
    assert_int_equal(open_fonts(state), 0);
    assert_true(open_plain("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", "serif"));
    SDL_Surface *bold = set("prog.byte", WIDTH_PX);
    assert_int_equal(open_fonts(state), 0);
    SDL_Surface *regular = set("prog.byte", WIDTH_PX);
    assert_true(bold && regular && ink(bold) > ink(regular) * 5 / 4);
    SDL_FreeSurface(bold);
    SDL_FreeSurface(regular);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_are_as_pango_sets_them),
        cmocka_unit_test(what_is_not_plain_is_left_to_pango),
        cmocka_unit_test(a_long_line_is_cut),
        cmocka_unit_test(no_line_is_wider_than_its_room),
        cmocka_unit_test(the_colour_is_the_one_asked_for),
        cmocka_unit_test(fonts_that_are_none_are_refused),
    };

    return cmocka_run_group_tests(tests, open_fonts, NULL);
}
