/* SPDX-License-Identifier: MIT */
/* Tests: which keys the bytes of a terminal are. */
#include "key.h"

#include "cmocka_all.h"

#include <string.h>

static void tells_keys(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        bool waited;
        size_t used;
        int key;
    } table[] = {
        {"", true, 0, 0},
        {"q", false, 1, 'q'},
        {" 1", false, 1, ' '},
        {"+", false, 1, '+'},
        {"\n", false, 1, KEY_NONE},
        {"\x7f", false, 1, KEY_NONE},
        {"\xc3\xa9", false, 1, KEY_NONE},
        {"\x1b", false, 0, 0},
        {"\x1b", true, 1, KEY_ESCAPE},
        {"\x1bq", false, 1, KEY_ESCAPE},
        {"\x1b[A", false, 3, KEY_UP},
        {"\x1b[B", false, 3, KEY_DOWN},
        {"\x1b[C1", false, 3, KEY_RIGHT},
        {"\x1bOD", false, 3, KEY_LEFT},
        {"\x1b[", false, 0, 0},
        {"\x1b[", true, 2, KEY_NONE},
        {"\x1b[1;5C", false, 6, KEY_NONE},
        {"\x1b[3~q", false, 4, KEY_NONE},
        {"\x1b[1;", false, 0, 0},
        {"\x1b[1;", true, 4, KEY_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int key = 0;
        assert_int_equal(key_read(table[i].bytes, strlen(table[i].bytes), table[i].waited, &key),
                         table[i].used);
        assert_int_equal(key, table[i].key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
