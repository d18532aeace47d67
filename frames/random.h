/* SPDX-License-Identifier: MIT */
/* PCG-XSH-RR 32 (O'Neill, "PCG", HMC-CS-2014-0905), so that a seed is the same coat everywhere. */
#pragma once

#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint32_t random_next(struct random *random)
{
    uint64_t old = random->state;
    random->state = old * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint32_t mixed = (uint32_t)(((old >> 18) ^ old) >> 27);
    uint32_t turn = (uint32_t)(old >> 59);
    return mixed >> turn | mixed << (-turn & 31);
}

static inline struct random random_seed(uint64_t seed)
{
    struct random random = {seed + UINT64_C(1442695040888963407)};
    random_next(&random);
    return random;
}

/* 0 <= value < 1. */
static inline double random_unit(struct random *random)
{
    return (random_next(random) >> 8) * (1.0 / 16777216.0);
}

static inline double random_between(struct random *random, double low, double high)
{
    return low + (high - low) * random_unit(random);
}

/* Near enough to a normal variate for hair and grain: four uniforms, variance 1, no libm. */
static inline double random_normal(struct random *random)
{
    double sum = random_unit(random) + random_unit(random);
    sum += random_unit(random) + random_unit(random);
    return (sum - 2.0) * 1.7320508075688772;
}
