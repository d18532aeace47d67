/* SPDX-License-Identifier: MIT */
/* The file of the card's places: what is read of it, and what is written. */
#include "place_file.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <string.h>

#define HEAD "ocamlwalk place 1\n"

static char text[PLACE_FILE_SIZE_MAX + 1], new_text[PLACE_FILE_SIZE_MAX + 1];

static void set(const char *display, int x, int y)
{
    size_t len = place_file_write(text, display, (struct channel_place){x, y}, new_text);
    assert_true(len > 0 && len < PLACE_FILE_SIZE_MAX);
    new_text[len] = '\0';
    strcpy(text, new_text);
}

static void is_at(const char *display, int x, int y)
{
    struct channel_place place;
    assert_true(place_file_parse(text, display, &place));
    assert_int_equal(place.x, x);
    assert_int_equal(place.y, y);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct channel_place place = {1, 2};
    text[0] = '\0';
    set(":0", 10, -20);
    assert_string_equal(text, HEAD ":0 10 -20\n");
    set("wayland-1", 0, 99999);
    assert_string_equal(text, HEAD ":0 10 -20\nwayland-1 0 99999\n");
    is_at(":0", 10, -20);
    is_at("wayland-1", 0, 99999);
    assert_false(place_file_parse(text, ":1", &place));
    assert_false(place_file_parse(text, ":", &place));
    assert_int_equal(place.x, 1);
    set(":0", 5, 6); /* comes last, and once */
    assert_string_equal(text, HEAD "wayland-1 0 99999\n:0 5 6\n");
}

static void what_is_damaged_is_as_if_there_were_nothing(void **state)
{
    static const char *const table[] = {
        "",
        "ocamlwalk place 2\n:0 1 2\n",
        HEAD ":0 1 2",
        HEAD ":0 1\n",
        HEAD ":0 1 \n",
        HEAD ":0  1 2\n",
        HEAD ":0 1 2 3\n",
        HEAD ":0 1 x\n",
        HEAD ":0 1 --2\n",
        HEAD ":0 100000 2\n",
        HEAD ":0 1 99999999999999999999\n",
        HEAD " 1 2\n",
        HEAD "\n:0 1 2\n",
        HEAD ":0 1 2\n:1 1\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct channel_place place = {7, 8};
        print_message("%s\n", table[i]);
        assert_false(place_file_parse(table[i], ":0", &place));
        assert_int_equal(place.x, 7);
        strcpy(text, table[i]);
        set(":1", 3, 4);
        assert_string_equal(text, HEAD ":1 3 4\n");
    }
}

static void what_cannot_be_read_is_not_written(void **state)
{
    static const struct {
        const char *display;
        struct channel_place place;
    } table[] = {
        {"", {1, 2}},        {"a b", {1, 2}},      {"a\n", {1, 2}},
        {":0", {100000, 2}}, {":0", {1, -100000}}, {":0", {INT32_MIN, INT32_MAX}},
    };
    char longest[200];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(place_file_write(HEAD, table[i].display, table[i].place, new_text), 0);
    snprintf(longest, sizeof longest, "%0150d", 0);
    assert_int_equal(place_file_write(HEAD, longest, (struct channel_place){1, 2}, new_text), 0);
}

static void the_oldest_goes(void **state)
{
    char display[120];
    struct channel_place place;

    (void)state;
    text[0] = '\0';
    for (int i = 0; i < PLACE_FILE_DISPLAYS_MAX; i++) {
        snprintf(display, sizeof display, "%0107d", i);
        set(display, -99999, -i);
    }
    set(display, 1, 1); /* is there already */
    snprintf(display, sizeof display, "%0107d", 0);
    is_at(display, -99999, 0);
    set(":0", 2, 2);
    assert_false(place_file_parse(text, display, &place));
    snprintf(display, sizeof display, "%0107d", 1);
    is_at(display, -99999, -1);
    is_at(":0", 2, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(what_is_damaged_is_as_if_there_were_nothing),
        cmocka_unit_test(what_cannot_be_read_is_not_written),
        cmocka_unit_test(the_oldest_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
