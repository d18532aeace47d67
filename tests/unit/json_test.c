/* SPDX-License-Identifier: MIT */
/* Whatever is written comes out as JSON, or not at all. */
#include "json.h"

#include "cmocka_all.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static void a_string_is_escaped(void **state)
{
    static const struct {
        const char *value, *text;
    } table[] = {
        {"", "{\"k\":\"\"}"},
        {"plain", "{\"k\":\"plain\"}"},
        {"a \"b\" \\c /d", "{\"k\":\"a \\\"b\\\" \\\\c /d\"}"},
        {"tab\tnl\n\r\x1b\x7f", "{\"k\":\"tab\\u0009nl\\u000a\\u000d\\u001b\\u007f\"}"},
        {"%s %n", "{\"k\":\"%s %n\"}"},
        {"…é\U0001f42a", "{\"k\":\"…é\U0001f42a\"}"},
        {"\xc2\x80\xc2\x9b", "{\"k\":\"\\u0080\\u009b\"}"}, /* C1 */
        {"a\xff\xfe"
         "b",
         "{\"k\":\"a\\ufffd\\ufffdb\"}"},
        {"\xe2\x80", "{\"k\":\"\\ufffd\\ufffd\"}"},       /* cut */
        {"\xc0\x80\"", "{\"k\":\"\\ufffd\\ufffd\\\"\"}"}, /* overlong */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[128];
        struct json json;
        json_begin(&json, text, sizeof text);
        json_string(&json, "k", table[i].value);
        assert_true(json_end(&json));
        assert_string_equal(text, table[i].text);
    }
}

static void a_key_is_escaped_too(void **state)
{
    (void)state;
    char text[64];
    struct json json;
    json_begin(&json, text, sizeof text);
    json_integer(&json, "a\"\n", 1);
    assert_true(json_end(&json));
    assert_string_equal(text, "{\"a\\\"\\u000a\":1}");
}

/* Returns what json_end says of the outermost object. */
static bool write_everything(char *text, size_t size)
{
    struct json json;
    json_begin(&json, text, size);
    json_object(&json, "empty");
    json_end(&json);
    json_integer(&json, "min", LLONG_MIN);
    json_object(&json, "o");
    json_boolean(&json, "t", true);
    json_object(&json, "p");
    json_string(&json, "s", "x");
    json_end(&json);
    json_boolean(&json, "f", false);
    json_end(&json);
    json_decimal(&json, "d", 12, 7);
    json_decimal(&json, "e", 0, 999);
    return json_end(&json);
}

static const char everything[] = "{\"empty\":{},\"min\":-9223372036854775808,\"o\":{\"t\":true,"
                                 "\"p\":{\"s\":\"x\"},\"f\":false},\"d\":12.007,\"e\":0.999}";

static void commas_stand_between(void **state)
{
    (void)state;
    char text[256];
    struct json json;
    json_begin(&json, text, sizeof text);
    assert_true(json_end(&json));
    assert_string_equal(text, "{}");
    assert_true(write_everything(text, sizeof text));
    assert_string_equal(text, everything);
}

static void what_does_not_fit_is_told(void **state)
{
    (void)state;
    for (size_t size = 1; size <= sizeof everything; size++) {
        char *text = malloc(size + 1);
        assert_non_null(text);
        text[size] = '!';
        assert_int_equal(write_everything(text, size), size == sizeof everything);
        assert_int_equal(text[size], '!');
        assert_true(strlen(text) < size);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_is_escaped),
        cmocka_unit_test(a_key_is_escaped_too),
        cmocka_unit_test(commas_stand_between),
        cmocka_unit_test(what_does_not_fit_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
