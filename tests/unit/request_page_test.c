/* SPDX-License-Identifier: MIT */
/* What a page says, word for word, and what of it is passed over. */
#include "request.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AT(member)    offsetof(struct request, member), sizeof(((struct request *)NULL)->member)
#define COMPLAINT_MAX 110

/* ITEMS with the end: an empty item, which is the literal's second NUL. */
#define PAGE(items) items "\0", sizeof(items "\0")

/* Every byte of it, so that two can be compared whole. */
static void clear(struct request *request)
{
    memset(request, 0, sizeof *request);
    request_init(request);
}

/* What a page says comes out again, word for word. */
static void every_item_travels_there_and_back(void **state)
{
    static const struct {
        const char *page;
        size_t len;
    } table[] = {
        {PAGE("theme=/a/theme")},
        {PAGE("until=output,ready")},
        {PAGE("until=")},
        {PAGE("sound=off")},
        {PAGE("volume=0")},
        {PAGE("volume=100")},
        {PAGE("title=a=b \"c\"\n…")},
        {PAGE("still=on")},
        {PAGE("fade=0")},
        {PAGE("default-theme=/another")},
        {PAGE("program=2147483647")},
        {PAGE("script=0 walk, 5 gallop")},
        {PAGE("status=Loading…")},
        {PAGE("progress=0")},
        {PAGE("progress=100")},
        {PAGE("trace-fd=0")},
        {PAGE("play-fd=1048576")},
        {PAGE("sign=output")},
        {PAGE("sign=display")},
        {PAGE("since=9223372036854775807")},
        {PAGE("until=exit\0theme=/"
              "t\0sound=off\0volume=1\0title=x\0still=on\0fade=2\0default-theme=/d\0"
              "program=3\0script=y\0status=z\0progress=4\0trace-fd=5\0play-fd=6\0sign=exit\0"
              "since=7")},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        char page[REQUEST_PAGE_MAX];
        print_message("%s\n", table[i].page);
        request_init(&request);
        assert_true(request_decode(&request, table[i].page, table[i].len));
        assert_int_equal(request_encode(&request, NULL, page, sizeof page), table[i].len);
        assert_memory_equal(page, table[i].page, table[i].len);
        assert_int_equal(request_encode(&request, &request, page, sizeof page), 0);
        for (size_t size = 0; size < table[i].len; size++) {
            char *small = malloc(size + 1);
            assert_non_null(small);
            small[size] = '!';
            assert_int_equal(request_encode(&request, NULL, small, size), 0);
            assert_int_equal(small[size], '!');
            free(small);
        }
    }
}

static void only_changes_are_told(void **state)
{
    static const struct {
        const char *before, *after; /* pages of one item */
        const char *told;
        size_t told_len;
    } table[] = {
        {"volume=7\0", "volume=8\0", PAGE("volume=8")},
        {"volume=7\0", "volume=60\0", PAGE("volume=60")}, /* the default */
        {"sound=off\0", "sound=on\0", PAGE("sound=on")},
        {"until=window\0", "until=exit,window\0", PAGE("until=exit,window")},
        {"still=on\0", "still=off\0", PAGE("still=off")},
        {"status=a\0", "status=\0", PAGE("status=")},
        {"progress=5\0", "progress=-1\0", PAGE("progress=-1")},
        {"sign=exit\0", "sign=none\0", PAGE("sign=none")},
        {"since=5\0", "since=6\0", PAGE("since=6")},
        {"title=a\0", "status=b\0", PAGE("status=b")}, /* the title stays */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request before;
        char page[REQUEST_PAGE_MAX];
        request_init(&before);
        assert_true(request_decode(&before, table[i].before, strlen(table[i].before) + 2));
        struct request after = before, heard = before;
        assert_true(request_decode(&after, table[i].after, strlen(table[i].after) + 2));
        size_t len = request_encode(&after, &before, page, sizeof page);
        assert_int_equal(len, table[i].told_len);
        assert_memory_equal(page, table[i].told, len);
        assert_true(request_decode(&heard, page, len));
        assert_int_equal(request_encode(&heard, &after, page, sizeof page), 0);
    }
}

static void nothing_new_is_no_page(void **state)
{
    (void)state;
    struct request request;
    char page[REQUEST_PAGE_MAX];
    request_init(&request);
    assert_int_equal(request_encode(&request, NULL, page, sizeof page), 0);
    /* What is the wings' alone does not travel. */
    request.delay_ms = 1;
    request.timeout_s = 1;
    request.exec = true;
    strcpy(request.runtime, "ocamlrund");
    strcpy(request.trace_path, "t.json");
    assert_int_equal(request_encode(&request, NULL, page, sizeof page), 0);
}

static void the_longest_request_has_room(void **state)
{
    (void)state;
    struct request request, heard;
    char page[REQUEST_PAGE_MAX];
    request_init(&request);
    request_init(&heard);
    snprintf(request.theme, sizeof request.theme, "%01023d", 1);
    snprintf(request.default_theme, sizeof request.default_theme, "%01023d", 2);
    snprintf(request.title, sizeof request.title, "%0255d", 3);
    snprintf(request.script, sizeof request.script, "%0127d", 4);
    snprintf(request.status, sizeof request.status, "%0127d", 5);
    request.program = request.trace_fd = request.play_fd = 1 << 20;
    request.progress_percent = request.volume_percent = 100;
    request.since_ms = INT64_MAX;
    request.sign = SIGN_TERMINAL;
    request.splash = REQUEST_SPLASH_ALWAYS;
    request.sound = false;
    request.still = true;
    size_t len = request_encode(&request, NULL, page, sizeof page);
    assert_true(len > 0);
    assert_true(request_decode(&heard, page, len));
    assert_int_equal(request_encode(&heard, &request, page, sizeof page), 0);
}

static void what_makes_no_sense_is_passed_over(void **state)
{
    static const char *const table[] = {
        "tea=green",   "delay=3", /* an option that does not travel */
        "exec=on",     "volume",  /* no value */
        "volume7",     "=",
        "=7",          "volume=",
        "volume=101",  "volume=-1",
        "volume=7x",   "fade=121",
        "program=-1",  "program=2147483648",
        "progress=-2", "progress=101",
        "trace-fd=-2", "play-fd=1048577",
        "since=-1",    "since=9223372036854775808",
        "sign=tea",    "sign=",
        "sound=loud",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request, untouched;
        char page[128] = "";
        print_message("%s\n", table[i]);
        clear(&request);
        clear(&untouched);
        strcpy(page, table[i]);
        assert_true(request_decode(&request, page, strlen(page) + 2));
        assert_memory_equal(&request, &untouched, sizeof request);
        /* … and what follows is not. */
        strcpy(page + strlen(page) + 1, "progress=9");
        assert_true(request_decode(&request, page, sizeof page));
        assert_int_equal(request.progress_percent, 9);
    }
}

static void a_text_too_long_is_passed_over(void **state)
{
    static const struct {
        const char *name;
        size_t offset, size;
    } table[] = {
        {"theme", AT(theme)},
        {"default-theme", AT(default_theme)},
        {"script", AT(script)},
        {"status", AT(status)},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        char page[REQUEST_PAGE_MAX] = "";
        const char *text = (const char *)&request + table[i].offset;
        request_init(&request);
        snprintf(page, sizeof page, "%s=%0*d", table[i].name, (int)table[i].size, 1);
        assert_true(request_decode(&request, page, sizeof page));
        assert_string_equal(text, "");
        page[strlen(page) - 1] = '\0';
        assert_true(request_decode(&request, page, sizeof page));
        assert_int_equal(strlen(text), table[i].size - 1);
    }
}

static void a_page_has_an_end(void **state)
{
    static const struct {
        const char *text;
        size_t len, page_len;
    } table[] = {
        {"", 0, 0},
        {"", 1, 1}, /* an empty page */
        {"volume=7", 8, 0},
        {"volume=7", 9, 0},
        {"volume=7\0", 10, 10},
        {"volume=7\0fade=1\0", 16, 0},
        {"volume=7\0fade=1\0", 17, 17},
        {"volume=7\0\0fade=1\0", 18, 10}, /* the first */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        request_init(&request);
        assert_int_equal(request_page_len(table[i].text, table[i].len), table[i].page_len);
        bool whole = table[i].page_len > 0;
        assert_int_equal(request_decode(&request, table[i].text, table[i].len), whole);
        assert_int_equal(request.volume_percent, table[i].page_len > 1 ? 7 : 60);
    }
}

static void a_title_is_cut_between_characters(void **state)
{
    static const struct {
        int blank_len; /* of what goes before */
        const char *tail;
        size_t len;
    } table[] = {
        {254, "x", 255},          {255, "x", 255},          {255, "xxx", 255},
        {253, "é", 255},          {254, "é", 254},          {255, "é", 255},
        {252, "…", 255},          {253, "…", 253},          {254, "…", 254},
        {252, "\U0001f42a", 252}, {251, "\U0001f42a", 255}, {253, "\U0001f42a", 253},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        char complaint[COMPLAINT_MAX], page[512] = "";
        snprintf(page, sizeof page, "title=%*s%s", table[i].blank_len, "", table[i].tail);
        request_init(&request);
        assert_true(request_set_option(&request, page, complaint, sizeof complaint));
        assert_int_equal(strlen(request.title), table[i].len);
        assert_memory_equal(request.title, page + 6, table[i].len);
        request_init(&request);
        assert_true(request_decode(&request, page, sizeof page));
        assert_int_equal(strlen(request.title), table[i].len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_travels_there_and_back),
        cmocka_unit_test(only_changes_are_told),
        cmocka_unit_test(nothing_new_is_no_page),
        cmocka_unit_test(the_longest_request_has_room),
        cmocka_unit_test(what_makes_no_sense_is_passed_over),
        cmocka_unit_test(a_text_too_long_is_passed_over),
        cmocka_unit_test(a_page_has_an_end),
        cmocka_unit_test(a_title_is_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
