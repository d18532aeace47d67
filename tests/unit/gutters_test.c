/* SPDX-License-Identifier: MIT */
/* Tests: panels are found between lines of one tone at equal distances, and nowhere else. */
#include "gutters.h"

#include "cmocka_all.h"

#include <string.h>

#define LINES_MAX 400
#define PAGE      240

/* '|' is ten lines of a gutter, '#' ten of a panel, '-' one line of another tone from end to end.
 */
static int draw(const char *plan, struct line *lines)
{
    int count = 0;
    for (const char *sign = plan; *sign; sign++)
        for (int i = 0; i < (*sign == '-' ? 1 : 10); i++)
            lines[count++] = *sign == '#'   ? (struct line){.level = 120, .share = 0.4f}
                             : *sign == '|' ? (struct line){.level = PAGE, .share = 0.99f}
                                            : (struct line){.level = 60, .share = 0.95f};
    return count;
}

static void panels_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *plan;
        int wanted;
        bool found;
        int count, start, size;
        bool framed;
    } cases[] = {
        {"|###|###|###|", 0, true, 3, 10, 30, true},
        {"###|###|###", 0, true, 3, 0, 30, true},
        {"||###|###||", 0, true, 2, 20, 30, true},
        {"|#-#-#|#-#-#|#-#-#|", 0, true, 3, 10, 32, true}, /* a grid on the backdrop */
        {"|#|###|###|###|", 0, true, 3, 30, 30, true},     /* with a line of text */
        {"|#||##||#|", 0, true, 3, 0, 33, false},          /* cut out, each of its own size */
        {"#########", 0, false, 1, 0, 90, false},
        {"#########", 3, false, 3, 0, 30, false},
        {"|###|###|###|", 2, false, 2, 10, 55, false},
        {"|########|", 0, false, 1, 10, 80, true},
        {"|||||||||", 3, false, 3, 0, 30, false},
        {"|###|#####|##|", 0, false, 1, 10, 120, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct line lines[LINES_MAX];
        struct gutters gutters;
        int count = draw(cases[i].plan, lines);
        print_message("%s\n", cases[i].plan);
        assert_int_equal(gutters_find(lines, count, cases[i].wanted, &gutters), cases[i].found);
        assert_int_equal(gutters.count, cases[i].count);
        assert_int_equal(gutters.start[0], cases[i].start);
        assert_int_equal(gutters.size, cases[i].size);
        assert_int_equal(gutters.framed, cases[i].framed);
        assert_in_range(gutters.start[gutters.count - 1] + gutters.size, 1, count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(panels_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
