/* SPDX-License-Identifier: MIT */
/* Where the card goes: sides, the pointer, pixels and the last place, on one monitor and on more.
 */
#include "placement.h"

#include "cmocka_all.h"

#define CARD_W 360
#define CARD_H 270
#define MARGIN 16

/* A monitor of 640 by 800, and to the right of it a larger one, lower by 100, where the pointer is.
 * A bar of 30 pixels lies along the top of all, another of 50 along the right edge. */
static const struct desktop two = {
    .monitors = {{0, 0, 640, 800}, {640, 100, 1280, 1024}},
    .monitor_count = 2,
    .looked_at = 1,
    .work = {0, 30, 1870, 1094},
    .pointer = {1000, 500},
    .has_pointer = true,
};

static void is_at(const struct desktop *desktop, const char *text, int x, int y)
{
    struct position position;
    print_message("%s\n", text);
    assert_true(position_parse(text, &position));
    SDL_Point place = placement_find(&position, desktop, CARD_W, CARD_H, MARGIN);
    assert_int_equal(place.x, x);
    assert_int_equal(place.y, y);
}

static void at_sides(void **state)
{
    static const struct {
        const char *text;
        int x, y;
    } table[] = {
        /* the monitor's own middle, whatever bars leave of it */
        {"center", 640 + (1280 - CARD_W) / 2, 100 + (1024 - CARD_H) / 2},
        {"top", 640 + (1230 - CARD_W) / 2, 100 + MARGIN},
        {"bottom", 640 + (1230 - CARD_W) / 2, 1124 - CARD_H - MARGIN},
        {"left", 640 + MARGIN, 100 + (1024 - CARD_H) / 2},
        {"right", 1870 - CARD_W - MARGIN, 100 + (1024 - CARD_H) / 2},
        {"top-left", 640 + MARGIN, 100 + MARGIN},
        {"top-right", 1870 - CARD_W - MARGIN, 100 + MARGIN},
        {"bottom-left", 640 + MARGIN, 1124 - CARD_H - MARGIN},
        {"bottom-right", 1870 - CARD_W - MARGIN, 1124 - CARD_H - MARGIN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        is_at(&two, table[i].text, table[i].x, table[i].y);
    struct desktop left = two;
    left.looked_at = 0;
    is_at(&left, "top-right", 640 - CARD_W - MARGIN, 30 + MARGIN);
    left.work = (SDL_Rect){0};
    is_at(&left, "top-right", 640 - CARD_W - MARGIN, MARGIN);
    left.work = (SDL_Rect){2000, 0, 100, 100}; /* of another screen, or nonsense */
    is_at(&left, "top-right", 640 - CARD_W - MARGIN, MARGIN);
}

static void without_room_there_is_less_margin(void **state)
{
    (void)state;
    struct desktop small = {.monitors = {{0, 0, 370, 280}}, .monitor_count = 1};
    is_at(&small, "top-left", 10, 10);
    is_at(&small, "bottom-right", 0, 0);
    is_at(&small, "center", 5, 5);
    small.work = (SDL_Rect){0, 40, 370, 240}; /* too little: then rather on the bar */
    is_at(&small, "top-left", 10, 10);
    is_at(&small, "bottom", 5, 10);
}

static void at_the_pointer(void **state)
{
    static const struct {
        int pointer_x, pointer_y, looked_at, x, y;
    } table[] = {
        {1000, 500, 1, 1000 - CARD_W / 2, 500 - CARD_H / 2},
        {640, 100, 1, 640, 100},
        {1919, 1123, 1, 1920 - CARD_W, 1124 - CARD_H},
        {639, 400, 0, 640 - CARD_W, 400 - CARD_H / 2}, /* not over to the other */
        {320, 0, 0, 320 - CARD_W / 2, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct desktop desktop = two;
        desktop.pointer = (SDL_Point){table[i].pointer_x, table[i].pointer_y};
        desktop.looked_at = table[i].looked_at;
        is_at(&desktop, "pointer", table[i].x, table[i].y);
    }
    struct desktop blind = two;
    blind.has_pointer = false;
    is_at(&blind, "pointer", 640 + (1280 - CARD_W) / 2, 100 + (1024 - CARD_H) / 2);
}

static void at_pixels(void **state)
{
    static const struct {
        const char *text;
        int x, y;
    } table[] = {
        {"10,20", 10, 20},
        {"0,0", 0, 0},
        {"700,200", 700, 200},
        {"300,100", 280, 100},                   /* more of it is on the left */
        {"600,200", 640, 200},                   /* on the right */
        {"-0,-0", 1920 - CARD_W, 1124 - CARD_H}, /* of all of the screen */
        {"-10,-20", 1910 - CARD_W, 1104 - CARD_H},
        {"-1800,-0", 0, 800 - CARD_H}, /* below the left monitor there is nothing */
        {"99999,99999", 1920 - CARD_W, 1124 - CARD_H},
        {"-99999,-99999", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        is_at(&two, table[i].text, table[i].x, table[i].y);
}

static void where_it_was_last(void **state)
{
    static const struct {
        const char *what;
        int x, y, expected_x, expected_y;
    } table[] = {
        {"there", 20, 30, 20, 30},
        {"on the other monitor", 800, 300, 800, 300},
        {"partly beyond the edge", -100, -50, 0, 0},
        {"hardly on it", 1919, 500, 1920 - CARD_W, 500},
        {"beyond it", 1920, 500, 640 + (1280 - CARD_W) / 2, 100 + (1024 - CARD_H) / 2},
        {"where a monitor was", 3000, 10, 640 + (1280 - CARD_W) / 2, 100 + (1024 - CARD_H) / 2},
        {"nonsense", INT32_MAX, INT32_MIN, 640 + (1280 - CARD_W) / 2, 100 + (1024 - CARD_H) / 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct position last = {.kind = POSITION_LAST, .x = table[i].x, .y = table[i].y};
        print_message("%s\n", table[i].what);
        SDL_Point place = placement_find(&last, &two, CARD_W, CARD_H, MARGIN);
        assert_int_equal(place.x, table[i].expected_x);
        assert_int_equal(place.y, table[i].expected_y);
    }
}

/* A larger card may be too large for the one and not for the other. */
static void the_monitor_is_known_before(void **state)
{
    static const struct {
        const char *text;
        int monitor;
    } table[] = {{"center", 1}, {"top", 1},     {"pointer", 1},
                 {"0,0", 0},    {"700,200", 1}, {"-0,0", 1}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct position position;
        assert_true(position_parse(table[i].text, &position));
        assert_int_equal(placement_monitor(&position, &two, CARD_W, CARD_H), table[i].monitor);
    }
    struct position gone = {.kind = POSITION_LAST, .x = -5000, .y = 0};
    assert_int_equal(placement_monitor(&gone, &two, CARD_W, CARD_H), two.looked_at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_sides),          cmocka_unit_test(without_room_there_is_less_margin),
        cmocka_unit_test(at_the_pointer),    cmocka_unit_test(at_pixels),
        cmocka_unit_test(where_it_was_last), cmocka_unit_test(the_monitor_is_known_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
