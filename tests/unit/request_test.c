/* SPDX-License-Identifier: MIT */
/* Every option, with its default, its bounds, its complaint and its help. */
#include "request.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <string.h>

#define AT(member)    offsetof(struct request, member), sizeof(((struct request *)NULL)->member)
#define COMPLAINT_MAX 110

static long long read_number(const struct request *request, size_t offset, size_t size)
{
    const char *at = (const char *)request + offset;
    return size == sizeof(bool) ? *(const bool *)at : *(const int *)at;
}

/* Every byte of it, so that two can be compared whole. */
static void clear(struct request *request)
{
    memset(request, 0, sizeof *request);
    request_init(request);
}

static void every_member_has_a_default(void **state)
{
    (void)state;
    struct request request;
    memset(&request, 0xa5, sizeof request);
    request_init(&request);
    static const struct {
        size_t offset, size;
        long long expected;
    } table[] = {
        {AT(splash), REQUEST_SPLASH_AUTO},
        {AT(delay_ms), 250},
        {AT(until), SIGNS_ALL},
        {AT(timeout_s), 0},
        {AT(sound), true},
        {AT(volume_percent), 60},
        {AT(still), false},
        {AT(fade_ms), 120},
        {AT(exec), false},
        {AT(program), 0},
        {AT(progress_percent), -1},
        {AT(last_x), REQUEST_NOWHERE},
        {AT(last_y), REQUEST_NOWHERE},
        {AT(trace_fd), -1},
        {AT(play_fd), -1},
        {AT(sign), SIGN_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(read_number(&request, table[i].offset, table[i].size), table[i].expected);
    assert_int_equal(request.since_ms, 0);
    const char *const texts[] = {request.theme,         request.title,   request.runtime,
                                 request.trace_path,    request.script,  request.status,
                                 request.default_theme, request.position};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        assert_string_equal(texts[i], "");
}

static void an_option_is_set_within_its_bounds(void **state)
{
    static const struct {
        const char *word;
        size_t offset, size;
        long long expected;
    } table[] = {
        {"splash=auto", AT(splash), REQUEST_SPLASH_AUTO},
        {"splash=always", AT(splash), REQUEST_SPLASH_ALWAYS},
        {"splash=never", AT(splash), REQUEST_SPLASH_NEVER},
        {"delay=0", AT(delay_ms), 0},
        {"delay=3600000", AT(delay_ms), 3600000},
        {"until=output,ready", AT(until), 1 << SIGN_OUTPUT | 1 << SIGN_READY},
        {"until=exit", AT(until), 1 << SIGN_EXIT},
        {"until=", AT(until), 0},
        {"timeout=0", AT(timeout_s), 0},
        {"timeout=86400", AT(timeout_s), 86400},
        {"sound=on", AT(sound), true},
        {"sound=off", AT(sound), false},
        {"volume=0", AT(volume_percent), 0},
        {"volume=100", AT(volume_percent), 100},
        {"still", AT(still), true},
        {"fade=0", AT(fade_ms), 0},
        {"fade=120", AT(fade_ms), 120},
        {"exec", AT(exec), true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        char complaint[COMPLAINT_MAX];
        print_message("%s\n", table[i].word);
        clear(&request);
        assert_true(request_set_option(&request, table[i].word, complaint, sizeof complaint));
        assert_int_equal(read_number(&request, table[i].offset, table[i].size), table[i].expected);
    }
}

static void a_text_option_is_kept(void **state)
{
    static const struct {
        const char *word;
        size_t offset, size;
        const char *expected;
    } table[] = {
        {"theme=night", AT(theme), "night"},
        {"theme=/a=b", AT(theme), "/a=b"},
        {"title=two  words", AT(title), "two  words"},
        {"runtime=ocamlrund", AT(runtime), "ocamlrund"},
        {"runtime='a b' \"\" \\'", AT(runtime), "'a b' \"\" \\'"},
        {"trace=t.json", AT(trace_path), "t.json"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        char complaint[COMPLAINT_MAX], word[REQUEST_PATH_MAX + 32];
        clear(&request);
        const char *text = (const char *)&request + table[i].offset;
        assert_string_equal(text, "");
        assert_true(request_set_option(&request, table[i].word, complaint, sizeof complaint));
        assert_string_equal(text, table[i].expected);

        /* As long as may be, and too long. */
        int name_len = (int)strcspn(table[i].word, "=") + 1;
        int len = snprintf(word, sizeof word, "%.*s%0*d", name_len, table[i].word,
                           (int)table[i].size - 1, 7);
        assert_true(request_set_option(&request, word, complaint, sizeof complaint));
        assert_string_equal(text, word + name_len);
        word[len] = '7';
        word[len + 1] = '\0';
        bool is_cut = table[i].offset == offsetof(struct request, title);
        assert_int_equal(request_set_option(&request, word, complaint, sizeof complaint), is_cut);
        assert_int_equal(strlen(text), table[i].size - 1);
    }
}

static void a_mistake_is_told_what_is_wanted(void **state)
{
    static const struct {
        const char *word, *wanted;
    } table[] = {
        {"bogus", "is unknown; see ocamlwalk --help"},
        {"", "is unknown"},
        {"=1", "is unknown"},
        {"del=3", "is unknown"},
        {"delays=3", "is unknown"},
        {"program=1", "is unknown"}, /* the wings' */
        {"progress=5", "is unknown"},
        {"delay", "wants --delay=, then milliseconds, 0 to 3600000"},
        {"delay=", "wants --delay=, then milliseconds, 0 to 3600000"},
        {"delay=x", "0 to 3600000"},
        {"delay=-1", "0 to 3600000"},
        {"delay=1s", "0 to 3600000"},
        {"delay=3600001", "0 to 3600000"},
        {"delay=99999999999999999999", "0 to 3600000"},
        {"timeout=86401", "wants --timeout=, then seconds, 0 to 86400"},
        {"volume=101", "wants --volume=, then percent, 0 to 100"},
        {"fade=121", "wants --fade=, then milliseconds, 0 to 120"},
        {"sound", "wants --sound=, then on or off"},
        {"sound=loud", "wants --sound=, then on or off"},
        {"sound=on|off", "wants --sound=, then on or off"},
        {"splash=maybe", "wants --splash=, then auto, always or never"},
        {"splash=auto|", "wants --splash=, then auto, always or never"},
        {"until", "wants --until=, then a comma-separated list of output, exit, "},
        {"until=output,tea", "wants --until=, then a comma-separated list of output, exit, "},
        {"theme=", "wants --theme=, then a name or a folder of less than 1024 bytes"},
        {"title=", "wants --title=, then a text"},
        {"runtime=", "wants --runtime=, then a command"},
        {"runtime= ", "wants --runtime=, then a command"},
        {"runtime=''", "wants --runtime=, then a command"},
        {"runtime='a b", "wants --runtime=, then a command, its quotes closed"},
        {"runtime=a \"b", "wants --runtime=, then a command, its quotes closed"},
        {"runtime=a\\", "wants --runtime=, then a command, its quotes closed"},
        {"trace", "wants --trace=, then a file to write"},
        {"position",
         "wants --position=, then center, top, bottom, left, right, top-left and so on, "
         "pointer, or X,Y"},
        {"position=", "wants --position=, then center, "},
        {"position=middle", "pointer, or X,Y"},
        {"position=left-top", "pointer, or X,Y"},
        {"position=-99999,-999990", "pointer, or X,Y"},
        {"last-x=1", "is unknown"},
        {"still=1", "takes no value"},
        {"still=", "takes no value"},
        {"exec=yes", "takes no value"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request, untouched;
        char complaint[COMPLAINT_MAX] = "";
        clear(&request);
        clear(&untouched);
        assert_false(request_set_option(&request, table[i].word, complaint, sizeof complaint));
        if (!strstr(complaint, table[i].wanted))
            fail_msg("'%s' %s", table[i].word, complaint);
        assert_memory_equal(&request, &untouched, sizeof request);
    }
}

static void help_lists_every_option_once(void **state)
{
    static const char *const names[] = {
        "--splash=auto|always|never",
        "--delay=MS",
        "--until=LIST",
        "--timeout=S",
        "--theme=NAME|DIR",
        "--sound=on|off",
        "--volume=PERCENT",
        "--title=TEXT",
        "--position=PLACE",
        "--still",
        "--fade=MS",
        "--exec",
        "--memory=on|off",
        "--on-failure=show|quiet",
        "--hold",
        "--runtime=CMD",
        "--trace=FILE",
    };

    (void)state;
    size_t counts[COUNT_OF(names)] = {0}, count = 0;
    char name[128], help[128], complaint[COMPLAINT_MAX];
    for (; request_option_help(count, name, sizeof name, help, sizeof help); count++) {
        struct request request;
        for (size_t i = 0; i < COUNT_OF(names); i++)
            counts[i] += strcmp(names[i], name) == 0;
        assert_true(strlen(help) > 0 && strlen(help) < sizeof help - 1);
        request_init(&request);
        name[strcspn(name, "=")] = '\0';
        if (!request_set_option(&request, name + 2, complaint, sizeof complaint))
            assert_null(strstr(complaint, "unknown"));
    }
    assert_int_equal(count, COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_int_equal(counts[i], 1);
    assert_false(request_option_help(SIZE_MAX, name, sizeof name, help, sizeof help));
    assert_true(request_option_help(1, name, sizeof name, help, sizeof help));
    assert_string_equal(help, "how long the program is silent first (250)");
    assert_true(request_option_help(2, name, sizeof name, help, sizeof help));
    assert_non_null(strstr(help, ":\noutput, exit, "));
}

static void what_is_given_can_be_given_again(void **state)
{
    static const struct {
        const char *word, *given; /* NULL: it is the default */
    } table[] = {
        {"splash=always", "--splash=always"},
        {"splash=never", "--splash=never"},
        {"splash=auto", NULL},
        {"delay=1000", "--delay=1000"},
        {"delay=250", NULL},
        {"until=ready,output", "--until=output,ready"},
        {"until=", "--until="},
        {"sound=off", "--sound=off"},
        {"still", "--still"},
        {"title=two words", "--title=two words"},
        {"position=bottom-right", "--position=bottom-right"},
        {"position=center", "--position=center"},
        {"position=-0,40", "--position=-0,40"},
        {"position=-99999,-99999", "--position=-99999,-99999"},
        {"trace=a=b", "--trace=a=b"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct request request;
        char complaint[COMPLAINT_MAX], text[REQUEST_PATH_MAX + 32];
        int index = request_option_index(table[i].word), given_count = 0;
        print_message("%s\n", table[i].word);
        request_init(&request);
        assert_true(request_set_option(&request, table[i].word, complaint, sizeof complaint));
        for (int k = 0; request_option_given(&request, (size_t)k, text, sizeof text); k++) {
            given_count += text[0] != '\0';
            if (k == index)
                assert_string_equal(text, table[i].given ? table[i].given : "");
        }
        assert_int_equal(given_count, table[i].given ? 1 : 0);
    }
    assert_int_equal(request_option_index("splash"), 0);
    assert_int_equal(request_option_index("delay=1"), 1);
    assert_int_equal(request_option_index("bogus"), -1);
    assert_int_equal(request_option_index("program=1"), -1);
}

static void there_is_a_place_for_each_option(void **state)
{
    (void)state;
    struct request request;
    char text[REQUEST_PATH_MAX + 32];
    request_init(&request);
    assert_false(request_option_given(&request, REQUEST_OPTION_MAX, text, sizeof text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_has_a_default),
        cmocka_unit_test(an_option_is_set_within_its_bounds),
        cmocka_unit_test(a_text_option_is_kept),
        cmocka_unit_test(a_mistake_is_told_what_is_wanted),
        cmocka_unit_test(help_lists_every_option_once),
        cmocka_unit_test(what_is_given_can_be_given_again),
        cmocka_unit_test(there_is_a_place_for_each_option),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
