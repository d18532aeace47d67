/* SPDX-License-Identifier: MIT */
/* What a program's last times say of the next one. */
#include "pacing.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FLASH_MS  560 /* a camel that is seen for half a second, and what it takes to come */
#define ODD_COUNT 4   /* of so many times, one that is far from all others does not count */
#define ODD_FAR   5   /* deviations */

/* Of the deviation: so much sooner it will hardly speak, so much later hardly either. */
#define SOONER_PERCENT 200
#define LATER_PERCENT  300
#define VARIED_PERCENT 150 /* as much later it may well be */

/* The least deviation, of the mean, for few times say little of it. */
#define FEW_COUNT     3
#define FEW_PERCENT   25
#define LEAST_PERCENT 8

struct spread {
    int64_t mean_ms, deviation_ms;
};

void pacing_add(struct pacing *pacing, int silent_ms)
{
    if (pacing->count == PACING_KEPT)
        memmove(pacing->silent_ms, pacing->silent_ms + 1,
                (size_t)--pacing->count * sizeof *pacing->silent_ms);
    pacing->silent_ms[pacing->count++] = silent_ms;
}

/* Of all but the one at LEFT_OUT; -1: of all. The standard deviation of normal times is 5/4 of
 * their mean absolute one. */
static struct spread spread_of(const struct pacing *pacing, int left_out)
{
    int64_t sum = 0, distances = 0, count = pacing->count - (left_out >= 0);
    for (int i = 0; i < pacing->count; i++)
        sum += i == left_out ? 0 : pacing->silent_ms[i];
    int64_t mean = sum / count;
    for (int i = 0; i < pacing->count; i++)
        distances += i == left_out ? 0 : llabs(pacing->silent_ms[i] - mean);
    int64_t deviation = count > 1 ? distances * 5 / 4 / (count - 1) : 0;
    int64_t least = mean * (count < FEW_COUNT ? FEW_PERCENT : LEAST_PERCENT) / 100;
    return (struct spread){mean, deviation > least ? deviation : least};
}

/* The time that is farthest from MEAN_MS. */
static int farthest(const struct pacing *pacing, int64_t mean_ms)
{
    int found = 0;
    for (int i = 1; i < pacing->count; i++)
        if (llabs(pacing->silent_ms[i] - mean_ms) > llabs(pacing->silent_ms[found] - mean_ms))
            found = i;
    return found;
}

static struct spread spread_without_odd(const struct pacing *pacing)
{
    struct spread all = spread_of(pacing, -1);
    if (pacing->count < ODD_COUNT)
        return all;
    int odd = farthest(pacing, all.mean_ms);
    struct spread others = spread_of(pacing, odd);
    bool far = llabs(pacing->silent_ms[odd] - others.mean_ms) > ODD_FAR * others.deviation_ms;
    return far ? others : all;
}

struct pacing_plan pacing_plan(const struct pacing *pacing, int delay_ms)
{
    struct pacing_plan plan = {.hold_ms = 0};
    if (pacing->count == 0)
        return plan;
    struct spread spread = spread_without_odd(pacing);
    plan.expected_ms = (int)spread.mean_ms;
    if (spread.mean_ms - spread.deviation_ms * SOONER_PERCENT / 100 >= delay_ms + FLASH_MS) {
        plan.is_sure = true;
        return plan;
    }
    int64_t latest_ms = delay_ms + PACING_HOLD_MS_MAX;
    int64_t spoken_ms = spread.mean_ms + spread.deviation_ms * LATER_PERCENT / 100;
    if (spread.mean_ms + spread.deviation_ms * VARIED_PERCENT / 100 > latest_ms)
        return plan;
    if (spoken_ms > delay_ms)
        plan.hold_ms = (int)((spoken_ms < latest_ms ? spoken_ms : latest_ms) - delay_ms);
    return plan;
}
