/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: see echo.h. */
#include "echo.h"

#include <stdlib.h>
#include <string.h>

/* A deflate stream's own bounds, and what its codes cost in bits: measured on our prints, rounded.
 */
enum { ECHO_LEN_MIN = 3, ECHO_LEN_MAX = 258, ECHO_DISTANCE_MAX = 32768 };
static const float tone_bits = 3.0f, nothing_bits = 1.0f, echo_bits = 4.0f, distance_bits = 0.8f;
static const float hopeless_bits =
    20.0f; /* so far below its best an echo is not followed further */

/* Where echoes are looked for: measured, more of it gains nothing. */
enum { ROWS_ABOVE = 12, COLUMNS_BESIDE = 24, COLUMNS = 2 * COLUMNS_BESIDE + 1, RUN_LONG = 100 };

/* Errors that go the same way side by side show more than those that alternate: what the sum of a
 * pixel's and its neighbours' counts besides its own. By eye. */
static const float same_way = 0.3f;

struct search {
    const struct wish *wish;
    const uint8_t *colour;
    const float *error; /* of the colours chosen, each times its weight */
    size_t row_len;
    size_t at, end; /* the byte to be chosen; the picture's length */
};

struct echo {
    size_t distance, len;
    float gain; /* bits, less what its errors cost */
};

static float error_of(const struct wish *wish, uint8_t colour)
{
    return ((float)colour - wish->place) * wish->weight;
}

static float cost_of(float error, float beside)
{
    return error * error + same_way * (error + beside) * (error + beside);
}

static float distance_cost(size_t distance)
{
    float bits = 0;

    for (; distance > 1; distance >>= 1)
        bits += distance_bits;
    return bits;
}

/* the mean error of the row above */
static float error_above(const struct search *search, size_t at)
{
    if (at <= search->row_len)
        return 0;
    const float *above = search->error + (at - search->row_len);
    return (above[-1] + 2 * above[0] + above[1]) / 4;
}

/* the part of an echo that gains most */
static struct echo follow(const struct search *search, size_t distance)
{
    struct echo best = {.distance = distance};
    float gain = -echo_bits - distance_cost(distance), left = search->error[search->at - 1];
    const uint8_t *from = search->colour + search->at - distance;

    for (size_t len = 0; len < ECHO_LEN_MAX && search->at + len < search->end; len++) {
        const struct wish *wish = &search->wish[search->at + len];
        uint8_t colour = from[len < distance ? len : len % distance];

        if (colour < wish->least || colour > wish->most)
            break;
        float beside = left + error_above(search, search->at + len), error = error_of(wish, colour);
        gain += (wish->best ? tone_bits : nothing_bits) - cost_of(error, beside) +
                cost_of(error_of(wish, wish->best), beside);
        left = error;
        if (gain > best.gain) {
            best.gain = gain;
            best.len = len + 1;
        }
        if (gain < best.gain - hopeless_bits)
            break;
    }
    return best;
}

static void keep_better(const struct search *search, size_t distance, struct echo *best)
{
    struct echo echo = follow(search, distance);

    if (echo.len >= ECHO_LEN_MIN && echo.gain > best->gain)
        *best = echo;
}

/* Marks where, from `from` on, three bytes are that would do. Plain bytes, so that the compiler can
 * take many at a time: this is where the time goes. */
static void mark(const struct wish *wish, const uint8_t *from, uint8_t marks[COLUMNS])
{
    uint8_t first = wish[0].least, second = wish[1].least, third = wish[2].least;
    uint8_t first_room = (uint8_t)(wish[0].most - first),
            second_room = (uint8_t)(wish[1].most - second),
            third_room = (uint8_t)(wish[2].most - third);

    for (size_t i = 0; i < COLUMNS; i++)
        marks[i] = ((uint8_t)(from[i] - first) <= first_room) &
                   ((uint8_t)(from[i + 1] - second) <= second_room) &
                   ((uint8_t)(from[i + 2] - third) <= third_room);
}

static void look_in_row(const struct search *search, size_t above, struct echo *best)
{
    uint8_t marks[COLUMNS];
    size_t farthest = above + COLUMNS_BESIDE;

    if (above <= COLUMNS_BESIDE || farthest > search->at || farthest > ECHO_DISTANCE_MAX)
        return; /* a picture too narrow, the picture's top, too far back */
    mark(search->wish + search->at, search->colour + search->at - farthest, marks);
    for (size_t i = 0; i < COLUMNS; i++) {
        if (marks[i])
            keep_better(search, farthest - i, best);
    }
}

static struct echo find_echo(const struct search *search)
{
    struct echo best = {0};

    if (search->at == 0 || search->at + ECHO_LEN_MIN > search->end)
        return best;
    keep_better(search, 1, &best);
    if (best.len > RUN_LONG)
        return best;
    for (size_t distance = 2; distance <= COLUMNS_BESIDE && distance <= search->at; distance++)
        keep_better(search, distance, &best);
    for (size_t row = 1; row <= ROWS_ABOVE; row++)
        look_in_row(search, row * search->row_len, &best);
    return best;
}

bool echo_choose(const struct wish *wish, size_t row_len, size_t row_count, uint8_t *colour)
{
    size_t end = row_len * row_count;
    float *error = calloc(end, sizeof *error);
    struct search search = {wish, colour, error, row_len, 0, end};

    if (!error)
        return false;
    memset(colour, 0, end);
    while (search.at < end) {
        struct echo echo = find_echo(&search);
        size_t next = search.at + (echo.len > 0 ? echo.len : 1);

        for (; search.at < next; search.at++) {
            const struct wish *here = &wish[search.at];

            colour[search.at] = echo.len > 0 ? colour[search.at - echo.distance] : here->best;
            error[search.at] = error_of(here, colour[search.at]);
        }
    }
    free(error);
    return true;
}
