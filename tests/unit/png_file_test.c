/* SPDX-License-Identifier: MIT */
/* Tests: a palette takes the place of another that it fits, and no byte of a PNG changes otherwise;
 * whatever the bytes are, none behind their end is looked at. Reads the theme "plate-dark" out of
 * the build tree. */
#include "png_file.h"

#include "cmocka_all.h"
#include "small_png.h"
#include "theme.h"
#include "theme_file.h"

#include <stdio.h>
#include <stdlib.h>

#define ART_LEN_MAX (64 << 10)

static const uint8_t light[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
static const uint8_t dark[] = {11, 12, 13, 14, 15, 16, 17, 18, 19};
static const uint8_t alphas[] = {0, 128}, other_alphas[] = {7, 255};

static void a_size_is_read(void **state)
{
    (void)state;
    uint8_t png[SMALL_PNG_MAX];
    size_t len = small_png(png, light, 3, alphas, 2);
    uint32_t width = 0, height = 0;
    assert_true(png_file_size(png, len, &width, &height));
    assert_int_equal(width, 2);
    assert_int_equal(height, 1);
    assert_true(png_file_size(png, 24, &width, &height));
    assert_false(png_file_size(png, 23, &width, &height));
    png[0] = 'G';
    assert_false(png_file_size(png, len, &width, &height));
}

static void a_palette_that_fits_replaces_another(void **state)
{
    static const struct {
        size_t colors, alphas, other_colors, other_alphas;
        bool fits;
    } table[] = {
        {3, 2, 3, 2, true},  {3, 0, 3, 0, true},  {3, 2, 2, 2, false}, {2, 2, 3, 2, false},
        {3, 2, 3, 1, false}, {3, 2, 3, 0, false}, {3, 0, 3, 2, false}, {0, 0, 0, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        uint8_t png[SMALL_PNG_MAX] = {0}, palette[SMALL_PNG_MAX] = {0}, wanted[SMALL_PNG_MAX] = {0};
        size_t len = small_png(png, light, table[i].colors, alphas, table[i].alphas);
        size_t palette_len =
            small_png(palette, dark, table[i].other_colors, other_alphas, table[i].other_alphas);
        memcpy(wanted, table[i].fits ? palette : png, SMALL_PNG_MAX);
        print_message("%zu+%zu by %zu+%zu\n", table[i].colors, table[i].alphas,
                      table[i].other_colors, table[i].other_alphas);
        assert_int_equal(png_file_replace_palette(png, len, palette, palette_len), table[i].fits);
        assert_memory_equal(png, wanted, SMALL_PNG_MAX);
    }
}

/* Bytes of their own, so that the sanitizer sees what is behind them. */
static uint8_t *copy_of(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, len);
    return copy;
}

static void a_cut_palette_is_none(void **state)
{
    (void)state;
    uint8_t png[SMALL_PNG_MAX], before[SMALL_PNG_MAX], palette[SMALL_PNG_MAX];
    size_t len = small_png(png, light, 3, alphas, 2);
    size_t palette_len = small_png(palette, dark, 3, other_alphas, 2);
    memcpy(before, png, len);
    size_t needed_len = 8 + (13 + 12) + (9 + 12) + (2 + 12); /* up to the end of tRNS */
    for (size_t cut = 0; cut < palette_len; cut++) {
        uint8_t *copy = copy_of(palette, cut);
        assert_int_equal(png_file_replace_palette(png, len, copy, cut), cut >= needed_len);
        free(copy);
        assert_int_equal(memcmp(png, before, len) == 0, cut < needed_len);
    }
}

static void a_cut_picture_is_let_be(void **state)
{
    (void)state;
    uint8_t png[SMALL_PNG_MAX], palette[SMALL_PNG_MAX];
    size_t len = small_png(png, light, 3, alphas, 2);
    size_t palette_len = small_png(palette, dark, 3, other_alphas, 2);
    for (size_t cut = 0; cut < len; cut++) {
        uint8_t *copy = copy_of(png, cut);
        if (!png_file_replace_palette(copy, cut, palette, palette_len))
            assert_memory_equal(copy, png, cut);
        free(copy);
    }
}

static void a_damaged_palette_is_none(void **state)
{
    (void)state;
    uint8_t png[SMALL_PNG_MAX], palette[SMALL_PNG_MAX];
    size_t len = small_png(png, light, 3, alphas, 2);
    size_t palette_len = small_png(palette, dark, 3, other_alphas, 2);
    for (size_t at = 33; at < 33 + (9 + 12) + (2 + 12); at++) { /* PLTE and tRNS */
        palette[at] ^= 0x80;
        assert_false(png_file_replace_palette(png, len, palette, palette_len));
        palette[at] ^= 0x80;
    }
    assert_true(png_file_replace_palette(png, len, palette, palette_len));
}

static void a_picture_without_indices_is_let_be(void **state)
{
    (void)state;
    uint8_t png[SMALL_PNG_MAX], palette[SMALL_PNG_MAX];
    size_t len = small_png(png, light, 3, alphas, 2);
    size_t palette_len = small_png(palette, dark, 3, other_alphas, 2);
    png[25] = 2; /* in true colours, with a palette as a suggestion */
    assert_false(png_file_replace_palette(png, len, palette, palette_len));
}

static size_t read_art(const struct theme *theme, const char *name, uint8_t bytes[ART_LEN_MAX])
{
    char path[THEME_PATH_MAX];
    assert_true(theme_file_find(theme->folder, name, path));
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(bytes, 1, ART_LEN_MAX, file);
    assert_true(len < ART_LEN_MAX);
    fclose(file);
    return len;
}

/* A camel that kept the light palette would hardly be seen, and nothing would fail. */
static void every_frame_of_the_dark_plate_fits_its_palette(void **state)
{
    static const char *const sizes[] = {"", "@2x", "@3x"};
    static uint8_t png[ART_LEN_MAX], palette[ART_LEN_MAX];
    (void)state;
    struct theme theme;
    assert_true(theme_load(&theme, THEMES_DIR "/plate-dark"));
    size_t palette_len = read_art(&theme, theme.palette, palette);
    for (int act = 0; act < theme.act_count; act++) {
        for (int i = 0; i < theme.acts[act].frame_count * (int)COUNT_OF(sizes); i++) {
            char name[THEME_NAME_MAX], sized_name[2 * THEME_NAME_MAX];
            assert_true(theme_frame_name(&theme.acts[act], i / (int)COUNT_OF(sizes), name));
            *strrchr(name, '.') = '\0';
            snprintf(sized_name, sizeof sized_name, "%s%s.png", name,
                     sizes[i % (int)COUNT_OF(sizes)]);
            size_t len = read_art(&theme, sized_name, png);
            if (!png_file_replace_palette(png, len, palette, palette_len))
                fail_msg("%s has other colours than %s", sized_name, theme.palette);
        }
    }
}

static void only_what_pixels_need_is_left(void **state)
{
    (void)state;
    uint8_t plain[SMALL_PNG_MAX], png[2 * SMALL_PNG_MAX];
    size_t plain_len = small_png(plain, light, 3, alphas, 2), head_len = 33;
    memcpy(png, plain, head_len);
    size_t len = head_len;
    len += small_png_chunk(png + len, "zTXt", light, sizeof light);
    len += small_png_chunk(png + len, "iCCP", NULL, 0);
    memcpy(png + len, plain + head_len, plain_len - head_len);
    len += plain_len - head_len;
    size_t whole_len = len;
    memcpy(png + len, "and what follows", 16);
    for (size_t cut = 8; cut <= len + 16; cut++) {
        uint8_t *copy = copy_of(png, cut);
        size_t reduced_len = cut;
        assert_int_equal(png_file_reduce(copy, &reduced_len), cut >= whole_len);
        if (cut >= whole_len) {
            assert_int_equal(reduced_len, plain_len);
            assert_memory_equal(copy, plain, plain_len);
        }
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_size_is_read),
        cmocka_unit_test(a_palette_that_fits_replaces_another),
        cmocka_unit_test(a_cut_palette_is_none),
        cmocka_unit_test(a_cut_picture_is_let_be),
        cmocka_unit_test(a_damaged_palette_is_none),
        cmocka_unit_test(a_picture_without_indices_is_let_be),
        cmocka_unit_test(only_what_pixels_need_is_left),
        cmocka_unit_test(every_frame_of_the_dark_plate_fits_its_palette),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
