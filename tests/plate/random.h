/* SPDX-License-Identifier: MIT */
/* Numbers that look like chance, the same for the same seed on every system. */
#pragma once

#include <math.h>
#include <stdint.h>

/* splitmix64 (Steele, Lea and Flood, 2014). */
static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/* From LOW to HIGH. */
static inline double random_between(uint64_t *state, double low, double high)
{
    return low + (high - low) * (double)(random_next(state) >> 11) / 9007199254740992.0;
}

/* Of a normal distribution about 0. */
static inline double random_normal(uint64_t *state)
{
    double radius = sqrt(-2 * log(random_between(state, 1e-12, 1)));
    return radius * cos(6.283185307179586 * random_between(state, 0, 1));
}
