/* SPDX-License-Identifier: MIT */
/* The same work on many things at once, on as many threads as there are processors. */
#pragma once

/* Calls WORK(DATA, i) for each i below COUNT, in any order, several at a time, and returns when all
 * are done. Where no thread is to be had, the caller's does it all. */
void parallel_each(int count, void (*work)(void *data, int index), void *data);
